package tbot.diag.http.engine;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import tbot.diag.jvm.HostThreads;

/**
 * Makes threads that the host does not notice: daemons in a group of their own, whose members no
 * host counts or waits for, and without a context class loader, so that they hold nothing of the
 * host's.
 */
final class EngineThreads implements ThreadFactory, Thread.UncaughtExceptionHandler {

  private final ThreadGroup group = new ThreadGroup(HostThreads.topGroup(), "tbot-diag-http");
  private final AtomicInteger count = new AtomicInteger();
  private final Failures failures;

  EngineThreads(Failures failures) {
    this.failures = failures;
    // The JVM forgets the group when its last thread ends.
    group.setDaemon(true);
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(group, work, "tbot-diag-http-" + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.setUncaughtExceptionHandler(this);
    return thread;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    try {
      failures.report("a worker thread failed", null, failure);
    } catch (Throwable t) {
      // Without memory. The JVM would print on the host's standard error what is thrown here.
      return;
    }
  }
}
