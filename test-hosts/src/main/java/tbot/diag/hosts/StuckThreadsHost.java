package tbot.diag.hosts;

import java.io.IOException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has two threads in a deadlock over monitors, two over locks, one that waits for ever, one that
 * sleeps for a moment at a time, and one that is busy; until standard input ends.
 */
public final class StuckThreadsHost {

  private static final Lock LEFT = new ReentrantLock();
  private static final Lock RIGHT = new ReentrantLock();
  private static final CyclicBarrier LOCKS = new CyclicBarrier(2);

  private StuckThreadsHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments none
   * @throws IOException when standard input fails
   * @throws InterruptedException never
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Object red = new Object();
    Object blue = new Object();
    CyclicBarrier monitors = new CyclicBarrier(2);
    Thread[] waiting = {
      DaemonThread.start("monitors-1", () -> lockMonitors(red, blue, monitors)),
      DaemonThread.start("monitors-2", () -> lockMonitors(blue, red, monitors)),
      startLocker("locks-1", LEFT, RIGHT),
      startLocker("locks-2", RIGHT, LEFT),
      DaemonThread.start("forgotten", StuckThreadsHost::waitForever),
    };
    DaemonThread.start("ticking", StuckThreadsHost::tick);
    DaemonThread.start("busy", StuckThreadsHost::work);
    for (Thread thread : waiting) {
      while (!isStill(thread)) {
        Thread.sleep(1);
      }
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Only the end matters.
    }
  }

  private static Thread startLocker(String name, Lock first, Lock second) {
    return DaemonThread.start(name, () -> lockBoth(first, second));
  }

  /** Not while it waits for the other at the barrier. */
  private static boolean isStill(Thread thread) {
    Thread.State state = thread.getState();
    if (state != Thread.State.WAITING && state != Thread.State.BLOCKED) {
      return false;
    }
    for (StackTraceElement element : thread.getStackTrace()) {
      if (element.getClassName().equals(CyclicBarrier.class.getName())) {
        return false;
      }
    }
    return true;
  }

  private static void lockMonitors(Object first, Object second, CyclicBarrier both) {
    synchronized (first) {
      await(both);
      synchronized (second) {
        throw new IllegalStateException("no deadlock");
      }
    }
  }

  private static void lockBoth(Lock first, Lock second) {
    first.lock();
    try {
      await(LOCKS);
      second.lockInterruptibly();
      throw new IllegalStateException("no deadlock");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      first.unlock();
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void waitForever() {
    while (true) {
      LockSupport.park(StuckThreadsHost.class);
    }
  }

  private static void tick() {
    while (true) {
      DaemonThread.sleep(20);
    }
  }

  private static void work() {
    long value = 1;
    while (value != 0) {
      value = value * 31 + 7;
      if (value % 1000 == 0) {
        DaemonThread.sleep(1);
      }
    }
  }
}
