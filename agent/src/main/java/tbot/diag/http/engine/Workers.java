package tbot.diag.http.engine;

import java.util.ArrayDeque;

/**
 * A few threads that run handlers. They are started when they are needed and end when they are
 * idle. Where handlers hang or take long, more threads are started, so that probes still find one.
 */
final class Workers {

  /** Threads that are started without waiting. */
  private static final int FEW = 4;

  /** More than the slow requests that run at a time. */
  static final int MOST = 96;

  /** How long a request waits for one of the few threads before it gets another one. */
  static final long WAIT_MILLIS = 20;

  private static final long IDLE_MILLIS = 1000;

  private final EngineThreads threads;
  private final Failures failures;

  // Guarded by this object.
  private final ArrayDeque<Runnable> queue = new ArrayDeque<Runnable>();
  private int running;
  private int idle;
  private boolean closed;

  Workers(EngineThreads threads, Failures failures) {
    this.threads = threads;
    this.failures = failures;
  }

  /**
   * Runs a task soon.
   *
   * @throws OutOfMemoryError if there is no thread to run it
   */
  synchronized void execute(Runnable task) {
    queue.add(task);
    try {
      if (idle >= queue.size()) {
        notify();
      } else if (running < FEW) {
        start();
      }
    } catch (Throwable t) {
      if (running == 0) {
        queue.removeLast();
        throw t;
      }
      failures.report("a worker thread cannot be started", null, t);
    }
  }

  /** Starts a thread for tasks that have waited for {@link #WAIT_MILLIS}. */
  synchronized void relieve() {
    if (idle < queue.size() && running < MOST) {
      start();
    }
  }

  /** Whether tasks wait for a thread. */
  synchronized boolean areBusy() {
    return idle < queue.size() && running < MOST;
  }

  private void start() {
    running++;
    boolean started = false;
    try {
      threads.start("worker", new Worker());
      started = true;
    } finally {
      running -= started ? 0 : 1;
    }
  }

  /** Interrupts what runs and lets no thread go on. */
  synchronized void close() {
    closed = true;
    queue.clear();
    notifyAll();
    threads.interruptAll();
  }

  /** The next task, or null if the thread is to end. */
  private synchronized Runnable next() {
    long end = System.nanoTime() + IDLE_MILLIS * 1_000_000;
    long millis = IDLE_MILLIS;
    while (queue.isEmpty() && !closed && millis > 0) {
      idle++;
      try {
        wait(millis);
      } catch (InterruptedException e) {
        // By close, which says so, or by mistake; in any case the condition is looked at again.
        Thread.interrupted();
      } finally {
        idle--;
      }
      millis = (end - System.nanoTime()) / 1_000_000;
    }
    Runnable task = closed ? null : queue.poll();
    running -= task == null ? 1 : 0;
    return task;
  }

  private final class Worker implements Runnable {
    @Override
    public void run() {
      for (Runnable task = next(); task != null; task = next()) {
        try {
          task.run();
        } catch (Throwable t) {
          failures.report("a worker failed", null, t);
        }
        // What a handler left behind is not for the next one.
        Thread.interrupted();
      }
    }
  }
}
