package tbot.diag.core;

import java.util.Objects;
import tbot.diag.jvm.SpareMemory;
import tbot.diag.log.Log;

/**
 * Makes our class loader read a copy of the jar, so that overwriting the jar does no harm. It waits
 * a second first: the copy must not compete with the start of the host. Without memory it tries
 * again a second later.
 */
final class JarCopy implements Runnable {

  private static final String THREAD = "tbot-diag-jar-copy";
  private static final long DELAY_MILLIS = 1_000;
  private static final long STOP_MILLIS = 2_000;

  private Thread thread;

  /** Starts a thread that ends when the copy is made, unless that was done. */
  synchronized void begin() {
    if (thread != null) {
      return;
    }
    Thread fresh = new Thread(this, THREAD);
    fresh.setDaemon(true);
    fresh.setContextClassLoader(null);
    fresh.start();
    thread = fresh;
  }

  /** Ends the thread. Waits for it two seconds at most. */
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
    // So that the catches need no memory: the JVM looks up their classes when it needs them first.
    Objects.requireNonNull(InterruptedException.class);
    Objects.requireNonNull(OutOfMemoryError.class);
    boolean done = false;
    while (!done) {
      done = tryToCopy();
    }
  }

  private static boolean tryToCopy() {
    try {
      Thread.sleep(DELAY_MILLIS);
      SpareMemory.require(SpareMemory.FOR_NEW_CODE);
      ClassLoader own = JarCopy.class.getClassLoader();
      // The loader of an older entry class always reads the file itself.
      if (own instanceof Runnable) {
        ((Runnable) own).run();
      }
    } catch (InterruptedException e) {
      // The service is being stopped.
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    } catch (Throwable t) {
      Log.debug("the agent's jar is not copied: " + t);
    }
    return true;
  }
}
