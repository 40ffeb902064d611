package tbot.diag.http.engine;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads that run handlers and end when they are idle. Where handlers hang or take long,
 * more threads are started, so that probes still find one.
 */
final class Workers {

  /** How long a request waits for one of the few threads before one more is started. */
  static final long WAIT_MILLIS = 20;

  /** More would not be faster on a small machine, and would take its processors from the host. */
  private static final int FEW = 2;

  /** More than the slow requests that run at a time. */
  private static final int MOST = 96;

  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<Runnable>();
  private final ThreadPoolExecutor pool;

  // The event loop's alone.
  private Runnable waiting;
  private long since;

  Workers(ThreadFactory threads) {
    pool =
        new ThreadPoolExecutor(
            FEW, MOST, 1, TimeUnit.SECONDS, queue, threads, new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs a task soon; drops it after {@link #close}.
   *
   * @throws IOException if there is no thread to run it, nor memory for one
   */
  void execute(Runnable task) throws IOException {
    try {
      pool.execute(task);
    } catch (OutOfMemoryError e) {
      if (pool.getPoolSize() == 0) {
        throw new IOException("no thread for a request", e);
      }
      queue.add(task);
    }
  }

  /**
   * Starts another thread if the first task of the queue has waited for {@link #WAIT_MILLIS}, if
   * there is memory. To be called after this time again if it returns true.
   */
  boolean relieve() {
    long now = System.nanoTime();
    Runnable first = queue.peek();
    if (first != waiting) {
      waiting = first;
      since = now;
    } else if (first != null && now - since >= WAIT_MILLIS * 1_000_000) {
      since = now;
      startAnother();
    }
    if (first == null && pool.getCorePoolSize() > FEW) {
      pool.setCorePoolSize(FEW);
    }
    return first != null;
  }

  private void startAnother() {
    try {
      if (!pool.prestartCoreThread()) {
        pool.setCorePoolSize(Math.min(MOST, pool.getCorePoolSize() + 1));
      }
    } catch (OutOfMemoryError e) {
      // The next call tries again.
      return;
    }
  }

  /** Threads that live. */
  int size() {
    return pool.getPoolSize();
  }

  /** Interrupts what runs. */
  void close() {
    pool.shutdownNow();
  }

  /** Waits until the threads have ended. */
  void join(long millis) throws InterruptedException {
    pool.awaitTermination(millis, TimeUnit.MILLISECONDS);
  }
}
