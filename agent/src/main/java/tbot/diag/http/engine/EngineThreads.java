package tbot.diag.http.engine;

import java.util.concurrent.atomic.AtomicInteger;
import tbot.diag.jvm.HostThreads;

/**
 * Starts threads that the host does not notice: daemons in a group of their own, whose members no
 * host counts or waits for, and without a context class loader, so that they hold nothing of the
 * host's.
 */
final class EngineThreads {

  private final ThreadGroup group = new ThreadGroup(HostThreads.topGroup(), "tbot-diag-http");
  private final AtomicInteger count = new AtomicInteger();

  EngineThreads() {
    // The JVM forgets the group when its last thread ends.
    group.setDaemon(true);
  }

  /**
   * Starts a thread.
   *
   * @throws OutOfMemoryError if there is none to be had
   */
  Thread start(String role, Runnable work) {
    Thread thread =
        new Thread(group, work, "tbot-diag-http-" + role + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    return thread;
  }

  /** Interrupts all of them. */
  void interruptAll() {
    group.interrupt();
  }

  /**
   * Waits until all have ended; no longer when this thread is interrupted, which it stays.
   *
   * @param millis at most
   */
  void join(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    Thread[] members = new Thread[Workers.MOST + 8];
    int found = group.enumerate(members, false);
    try {
      for (int i = 0; i < found; i++) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left > 0 && members[i] != Thread.currentThread()) {
          members[i].join(left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
