package tbot.diag.checks;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tbot.diag.log.Log;

/**
 * The threads of all checks: one that keeps the time, and a few that run checks and end when they
 * are idle for a second. A check that is given up keeps its thread while it hangs, and does not
 * count as one of the few.
 */
class CheckThreads {

  private static final long IDLE_SECONDS = 1;

  /** Checks that run at a time, without those that are given up. */
  private static final int FEW = 16;

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, new Daemons("tbot-diag-checks"));

  private final ThreadPoolExecutor runners =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<Runnable>(),
          new Daemons("tbot-diag-check-"),
          new ThreadPoolExecutor.DiscardPolicy());

  // Used by the thread that keeps the time alone.
  private final Queue<Attempt> waiting = new ArrayDeque<Attempt>();
  private final Set<Attempt> active = new HashSet<Attempt>();

  CheckThreads() {
    clock.setRemoveOnCancelPolicy(true);
    clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Does something short on the thread that keeps the time; nothing after {@link #close}. */
  void later(long millis, Runnable work) {
    ScheduledFuture<?> unused = clock.schedule(work, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Does something short on the thread that keeps the time, at once and then again and again,
   * whatever it throws. Ends when what is returned is cancelled, and by {@link #close}.
   *
   * @param millis from the end of one time to the next
   */
  ScheduledFuture<?> repeat(long millis, final Runnable work) {
    Runnable guarded =
        new Runnable() {
          @Override
          public void run() {
            try {
              work.run();
            } catch (Throwable t) {
              // For want of memory, as a rule. The next time may find some.
              return;
            }
          }
        };
    return clock.scheduleWithFixedDelay(guarded, 0, millis, TimeUnit.MILLISECONDS);
  }

  /** Runs a check as soon as few others run; on the thread that keeps the time. */
  void run(Attempt attempt) {
    waiting.add(attempt);
    startWaiting();
  }

  /** Lets others run: this one has ended or is given up. On the thread that keeps the time. */
  void release(Attempt attempt) {
    waiting.remove(attempt);
    active.remove(attempt);
    startWaiting();
  }

  private void startWaiting() {
    // Also those that had no memory to report their end.
    for (Iterator<Attempt> all = active.iterator(); all.hasNext(); ) {
      if (all.next().hasReturned()) {
        all.remove();
      }
    }
    while (active.size() < FEW && !waiting.isEmpty()) {
      Attempt next = waiting.remove();
      try {
        runners.execute(next);
        active.add(next);
      } catch (OutOfMemoryError e) {
        next.drop();
        Log.warn("no thread for a ready_check: " + e);
      }
    }
  }

  /** Interrupts what runs, and ends the threads. Waits for none. */
  void close() {
    clock.shutdownNow();
    runners.shutdownNow();
  }

  /** Makes threads that hold nothing of the host's. */
  private static final class Daemons implements ThreadFactory, Thread.UncaughtExceptionHandler {

    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();

    Daemons(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable work) {
      String suffix = prefix.endsWith("-") ? Integer.toString(count.incrementAndGet()) : "";
      Thread thread = new Thread(work, prefix + suffix);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      thread.setUncaughtExceptionHandler(this);
      return thread;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
      Log.error("a thread of the checks failed: " + failure);
    }
  }
}
