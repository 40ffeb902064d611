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
 * <p>The JDK's server reads a request's head on the thread that will serve it, so each client that
 * stalls half-way holds one. Hence many threads, but none that outlives its use for long, and a
 * deadline on each request. When even these threads are all taken, the client that has kept its
 * head back for longest is cut off to make room: no number of stalled clients locks a probe out.
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
   * No thread yet.
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
   * Runs one request; called by the server's dispatcher, so waits no longer than a moment.
   *
   * @param request reads the head, calls the handler and leaves the connection in order; closes it
   *     when its thread is interrupted
   */
  @Override
  public void execute(Runnable request) {
    WatchedRequest watched = new WatchedRequest(request, new RequestWatch(limits, clock, stalled));
    try {
      pool.execute(watched);
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      // OutOfMemoryError is how the JVM says that the system gives it no further thread.
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

  /** Made by the first request: an idle host does without. */
  private synchronized NoDelay noDelay() {
    if (noDelay == null) {
      noDelay = new NoDelay(instrumentation);
    }
    return noDelay;
  }

  /** Interrupts all requests and ends the threads; waits a little until they have ended. */
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

  /** One request and the watch over it. */
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
        // To the host's handler of uncaught exceptions this would look like a failure of its own.
        Log.debug("a request failed: " + t);
      } finally {
        watch.end();
      }
    }

    /**
     * Closes the connection, for want of a thread. Nothing but the server can reach it, and the
     * server does so by itself when an interrupted thread runs the request.
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
