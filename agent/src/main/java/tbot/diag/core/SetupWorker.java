package tbot.diag.core;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tbot.diag.log.Log;

/**
 * The one thread that applies options, in the order in which they came. It ends when it has nothing
 * to do: a thread that waits for work dies, and may take the next work with it, if the host runs
 * out of memory meanwhile.
 */
final class SetupWorker implements ThreadFactory {

  private static final String THREAD = "tbot-diag-setup";
  private static final long IDLE_MILLIS = 1;
  private static final long STOP_SECONDS = 30;
  private static final long IN_TIME_SECONDS = 10;

  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1, 1, IDLE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<Runnable>(), this);

  SetupWorker() {
    worker.allowCoreThreadTimeOut(true);
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(work, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** Has the thread do this, after all that it was given before. */
  void execute(Runnable work) {
    worker.execute(work);
  }

  /**
   * Has the thread do this last, and waits for it, half a minute at most.
   *
   * @throws OutOfMemoryError if the work throws one; it can be given again
   */
  void executeAndAwait(Runnable work) {
    await(worker.submit(work));
  }

  /**
   * Has the thread do this, and waits for it.
   *
   * @return false if it is not done after ten seconds, has failed, or comes after the shut-down
   */
  boolean executeInTime(Runnable work) throws InterruptedException {
    try {
      worker.submit(work).get(IN_TIME_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      Log.debug("the setup thread has not done it: " + e);
      return false;
    }
  }

  /** Has the thread do this, unless it is shut down. */
  void executeIfRunning(Runnable work) {
    try {
      worker.execute(work);
    } catch (RejectedExecutionException e) {
      Log.debug("too late for the setup thread: " + e);
    }
  }

  /** Ends the thread when its work is done, and waits for that, half a minute at most. */
  void shutDown() {
    // Not shutdownNow: if the worker still waits for the name service, it must close the listener
    // afterwards.
    worker.shutdown();
    try {
      worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(Future<?> done) {
    try {
      done.get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      Log.error("diagnostics could not be stopped: " + e.getCause());
      if (e.getCause() instanceof OutOfMemoryError) {
        throw (OutOfMemoryError) e.getCause();
      }
    } catch (TimeoutException e) {
      Log.warn("diagnostics still wait for the file or the name service; not waiting for them");
    }
  }
}
