package tbot.diag.http.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import tbot.diag.log.Log;

/**
 * Makes threads that do not disturb the host. They are daemons and keep no JVM alive. They have no
 * context class loader and so hold nothing of the host. Their names tell that they are the agent's.
 */
final class DaemonThreads implements ThreadFactory {

  private static final Thread.UncaughtExceptionHandler TO_LOG =
      new Thread.UncaughtExceptionHandler() {
        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
          Log.debug(thread.getName() + " failed: " + failure);
        }
      };

  private final ThreadGroup group;
  private final String prefix;
  private final AtomicInteger count = new AtomicInteger();

  DaemonThreads(ThreadGroup group, String prefix) {
    this.group = group;
    this.prefix = prefix;
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(group, work, prefix + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.setUncaughtExceptionHandler(TO_LOG);
    return thread;
  }

  /**
   * Waits until a thread has ended, or until this thread is interrupted; it stays interrupted then.
   *
   * @param millis the longest time to wait
   */
  static void join(Thread thread, long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
