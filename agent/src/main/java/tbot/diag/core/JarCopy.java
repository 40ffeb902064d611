package tbot.diag.core;

import tbot.diag.log.Log;

/**
 * Has our class loader read a copy of the jar, a second after the start: a host that starts has
 * better to do, and deployments are rarer than that.
 */
final class JarCopy implements Runnable {

  private static final String THREAD = "tbot-diag-jar-copy";
  private static final long DELAY_MILLIS = 1_000;
  private static final long STOP_MILLIS = 2_000;

  private Thread thread;

  /** Starts a thread that ends when the copy is made. */
  synchronized void begin() {
    thread = new Thread(this, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /** Ends the thread; waits for it some seconds at most. */
  synchronized void end() {
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      Thread.sleep(DELAY_MILLIS);
      ClassLoader own = JarCopy.class.getClassLoader();
      // That of an entry class of old reads the file for good.
      if (own instanceof Runnable) {
        ((Runnable) own).run();
      }
    } catch (InterruptedException e) {
      // The service is being stopped.
      Log.debug("the agent's jar is not copied any more");
    } catch (Throwable t) {
      Log.debug("the agent's jar is not copied: " + t);
    }
  }
}
