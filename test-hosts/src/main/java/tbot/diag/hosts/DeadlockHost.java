package tbot.diag.hosts;

import java.io.IOException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has a deadlock of two monitors, another one of three locks, and a thread that works. Prints
 * {@code ready} before the deadlocks close.
 */
public final class DeadlockHost {

  private static volatile long result;

  private DeadlockHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments none
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    CyclicBarrier bothHold = new CyclicBarrier(2);
    Object left = new Object();
    Object right = new Object();
    DaemonThread.start("left <b>", () -> enterBoth(left, right, bothHold));
    DaemonThread.start("right", () -> enterBoth(right, left, bothHold));
    CyclicBarrier allHold = new CyclicBarrier(3);
    Lock[] locks = {new ReentrantLock(), new ReentrantLock(), new ReentrantLock()};
    for (int i = 0; i < 3; i++) {
      Lock mine = locks[i];
      Lock next = locks[(i + 1) % 3];
      DaemonThread.start("philosopher-" + i, () -> lockBoth(mine, next, allHold));
    }
    DaemonThread.start("worker", DeadlockHost::work);
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Until the end.
    }
  }

  private static void enterBoth(Object first, Object second, CyclicBarrier barrier) {
    synchronized (first) {
      await(barrier);
      synchronized (second) {
        throw new IllegalStateException("no deadlock");
      }
    }
  }

  private static void lockBoth(Lock first, Lock second, CyclicBarrier barrier) {
    first.lock();
    try {
      await(barrier);
      second.lock();
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

  private static void work() {
    while (true) {
      result = result * 31 + 7;
    }
  }
}
