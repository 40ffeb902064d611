package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits in known methods until standard input ends: four threads share a monitor that each holds
 * for 50 ms, two share a lock and two a semaphore, each held for 20 ms. Thread {@code sleeper}
 * always sleeps, {@code busy} never.
 *
 * <p>Answers each line on standard input with the nanoseconds waited so far for the monitor, the
 * lock and the semaphore by the program's own clock, the number of waits for the monitor of more
 * than a millisecond, the CPU time of {@code busy}, and {@link System#nanoTime}.
 */
public final class LockHost {

  private static final Object MONITOR = new Object();
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Semaphore SEMAPHORE = new Semaphore(1);
  private static final long WAIT_NANOS = 1_000_000;
  private static final AtomicLong MONITOR_NANOS = new AtomicLong();
  private static final AtomicLong MONITOR_WAITS = new AtomicLong();
  private static final AtomicLong LOCK_NANOS = new AtomicLong();
  private static final AtomicLong SEMAPHORE_NANOS = new AtomicLong();

  private static volatile long result;

  private LockHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    for (int i = 0; i < 4; i++) {
      DaemonThread.start("monitor-" + i, LockHost::shareMonitor);
    }
    for (int i = 0; i < 2; i++) {
      DaemonThread.start("lock-" + i, LockHost::shareLock);
      DaemonThread.start("semaphore-" + i, LockHost::shareSemaphore);
    }
    DaemonThread.start("sleeper", () -> DaemonThread.sleep(Long.MAX_VALUE));
    Thread busy = DaemonThread.start("busy", LockHost::work);
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(
          "waited "
              + MONITOR_NANOS
              + " "
              + LOCK_NANOS
              + " "
              + SEMAPHORE_NANOS
              + " "
              + MONITOR_WAITS
              + " "
              + ManagementFactory.getThreadMXBean().getThreadCpuTime(busy.getId())
              + " "
              + System.nanoTime());
    }
  }

  private static void shareMonitor() {
    while (true) {
      long start = System.nanoTime();
      synchronized (MONITOR) {
        long waited = System.nanoTime() - start;
        MONITOR_NANOS.addAndGet(waited);
        if (waited > WAIT_NANOS) {
          MONITOR_WAITS.incrementAndGet();
        }
        DaemonThread.sleep(50);
      }
      DaemonThread.sleep(1);
    }
  }

  private static void shareLock() {
    while (true) {
      long start = System.nanoTime();
      LOCK.lock();
      try {
        LOCK_NANOS.addAndGet(System.nanoTime() - start);
        DaemonThread.sleep(20);
      } finally {
        LOCK.unlock();
      }
      DaemonThread.sleep(1);
    }
  }

  private static void shareSemaphore() {
    while (true) {
      long start = System.nanoTime();
      SEMAPHORE.acquireUninterruptibly();
      try {
        SEMAPHORE_NANOS.addAndGet(System.nanoTime() - start);
        DaemonThread.sleep(20);
      } finally {
        SEMAPHORE.release();
      }
      DaemonThread.sleep(1);
    }
  }

  private static void work() {
    while (true) {
      result = result * 31 + 7;
    }
  }
}
