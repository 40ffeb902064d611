package tbot.diag.http.engine;

import java.util.HashSet;
import java.util.Set;
import tbot.diag.log.Log;

/** Logs failures: the first of each kind as a warning, the others as detail for debug mode. */
final class Failures {

  /** Kinds are names of classes, so there are few; a bound all the same. */
  private static final int MAX_KINDS = 50;

  private final Set<String> kinds = new HashSet<String>();

  private boolean quiet;

  /** From now on all are detail: what fails while the engine is closed fails for that reason. */
  synchronized void quiet() {
    quiet = true;
  }

  /**
   * Logs a failure. Throws nothing, also when there is no memory.
   *
   * @param what failed; the kind is this and the class of the failure
   * @param detail such as the request, or null
   */
  synchronized void report(String what, Object detail, Throwable failure) {
    try {
      String message = what + (detail == null ? "" : " (" + detail + ")") + ": " + failure;
      if (!quiet && kinds.size() < MAX_KINDS && kinds.add(what + failure.getClass().getName())) {
        Log.warn(message);
      } else {
        Log.debug(message);
      }
    } catch (Throwable t) {
      // Another failure will find more memory, or a better toString().
      return;
    }
  }
}
