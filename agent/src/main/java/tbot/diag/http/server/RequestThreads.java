package tbot.diag.http.server;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import tbot.diag.log.Log;

/**
 * Runs the requests of one listener.
 *
 * <p>The JDK's server reads the head of a request on the thread that will serve it, so each stalled
 * client holds a thread. Therefore there are many threads, which end soon after use, and each
 * request has a deadline. When all threads are taken, the client that has stalled for longest is
 * cut off, so that stalled clients cannot lock probes out.
 */
final class RequestThreads implements Executor {

  private static final long IDLE_SECONDS = 5;
  private static final long MAKE_ROOM_MILLIS = 250;
  private static final long STOP_SECONDS = 2;

  private final ServerLimits limits;
  private final SynchronousQueue<Runnable> handOver = new SynchronousQueue<Runnable>();
  private final ThreadPoolExecutor pool;
  private final ScheduledThreadPoolExecutor clock;
  private final StalledHeads stalled = new StalledHeads();
  private final Instrumentation instrumentation;
  private NoDelay noDelay;

  /**
   * Makes the pool.
   *
   * @param group of the threads
   * @param instrumentation as for {@link NoDelay}
   */
  RequestThreads(ServerLimits limits, ThreadGroup group, Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
    this.limits = limits;
    pool =
        new ThreadPoolExecutor(
            0,
            limits.threads(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            handOver,
            new DaemonThreads(group, "tbot-diag-http-"));
    clock =
        new ScheduledThreadPoolExecutor(1, new DaemonThreads(group, "tbot-diag-http-deadline-"));
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs one request. Called by the server's dispatcher, so it must not wait for long.
   *
   * @param request reads the head and calls the handler; closes the connection if its thread is
   *     interrupted
   */
  @Override
  public void execute(Runnable request) {
    WatchedRequest watched = new WatchedRequest(request, new RequestWatch(limits, clock, stalled));
    try {
      pool.execute(watched);
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      // The JVM throws OutOfMemoryError if the system gives no more threads.
      if (pool.isShutdown() || !makeRoom(watched)) {
        watched.refuse();
      }
    }
  }

  private boolean makeRoom(WatchedRequest waiting) {
    RequestWatch oldest = stalled.oldest();
    if (oldest == null || !oldest.cutIfStalled()) {
      return false;
    }
    try {
      return handOver.offer(waiting, MAKE_ROOM_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Made by the first request, so that an idle host has none. */
  private synchronized NoDelay noDelay() {
    if (noDelay == null) {
      noDelay = new NoDelay(instrumentation);
    }
    return noDelay;
  }

  /** Interrupts all requests, ends the threads, and waits for that for a short time. */
  void stop() {
    pool.shutdownNow();
    clock.shutdownNow();
    try {
      pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      clock.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One request and its watch. */
  private final class WatchedRequest implements Runnable {

    private final Runnable request;
    private final RequestWatch watch;

    WatchedRequest(Runnable request, RequestWatch watch) {
      this.request = request;
      this.watch = watch;
    }

    @Override
    public void run() {
      try {
        watch.begin();
        noDelay().apply(request);
        request.run();
      } catch (Throwable t) {
        // The host's handler of uncaught exceptions must not see it.
        Log.debug("a request failed: " + t);
      } finally {
        watch.end();
      }
    }

    /**
     * Closes the connection if there is no thread for it. Only the server can do that, and it does
     * if an interrupted thread runs the request.
     */
    void refuse() {
      Thread.currentThread().interrupt();
      try {
        request.run();
      } finally {
        watch.end();
      }
    }
  }
}
