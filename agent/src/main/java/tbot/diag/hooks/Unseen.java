package tbot.diag.hooks;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Work of the agent that loads classes which its own transformer need not see.
 *
 * <p>The JVM hands a transformer the bytes of each class in a fresh array, so the few hundred
 * classes of the JDK's HTTP server would be 2 MB of garbage in the host's heap. It does not do so
 * for what a transformer's own work loads on the same thread; so such work runs while {@link
 * HookGate} is shown a class that is there for nothing else. What the host's threads load meanwhile
 * is seen as ever.
 *
 * <p>Not for work that has classes transformed.
 */
public final class Unseen {

  private static final Map<String, Unseen> WAITING =
      Collections.synchronizedMap(new HashMap<String, Unseen>());

  private final Runnable work;
  private final Thread thread = Thread.currentThread();
  private boolean done;
  private Throwable failure;

  private Unseen(Runnable work) {
    this.work = work;
  }

  /**
   * Runs the work, on this thread. It is seen nevertheless if the marker was loaded before or if
   * the transformer is not registered.
   *
   * @param marker the binary name of a class of the agent that has no other use; one for each
   *     place, since a class is loaded once
   * @param work what it throws, this throws
   */
  public static void run(String marker, Runnable work) {
    run(marker, Unseen.class.getClassLoader(), work);
  }

  static void run(String marker, ClassLoader loader, Runnable work) {
    Unseen unseen = new Unseen(work);
    String internalName = marker.replace('.', '/');
    WAITING.put(internalName, unseen);
    try {
      Class.forName(marker, false, loader);
    } catch (ClassNotFoundException e) {
      // Then the work is seen.
    } finally {
      WAITING.remove(internalName);
    }
    if (!unseen.done) {
      work.run();
    } else if (unseen.failure instanceof RuntimeException) {
      throw (RuntimeException) unseen.failure;
    } else if (unseen.failure instanceof Error) {
      throw (Error) unseen.failure;
    }
  }

  /** The transformer is shown a class of the agent. */
  static void shown(String internalName) {
    Unseen unseen = WAITING.get(internalName);
    if (unseen != null && unseen.thread == Thread.currentThread() && !unseen.done) {
      unseen.done = true;
      try {
        unseen.work.run();
      } catch (Throwable t) {
        // The JVM would swallow it.
        unseen.failure = t;
      }
    }
  }
}
