package tbot.diag.hooks;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tbot.diag.log.Log;

/** Keeps which classes are woven and which hooks failed. Each failure is logged once. */
final class WeaveLog {

  private final Set<String> woven =
      Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());

  /** Class names by message: one class may have several failures. */
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  void woven(String className, long nanos) {
    woven.add(className);
    Log.debug("hooked " + className + " in " + nanos / 1_000_000 + " ms");
  }

  void failed(String className, String message) {
    if (failures.put(message, className) == null) {
      Log.warn(message);
    }
  }

  /** Forgets a class that will be woven anew or no longer. */
  void forget(String className) {
    woven.remove(className);
    failures.values().removeAll(Collections.singleton(className));
  }

  /**
   * The state of the hooks.
   *
   * @param handlerClasses the binary names of all classes with handlers
   */
  HookStatus status(Set<String> handlerClasses) {
    Set<String> notLoaded = new TreeSet<>(handlerClasses);
    notLoaded.removeAll(woven);
    notLoaded.removeAll(failures.values());
    return new HookStatus(
        Collections.unmodifiableSet(new TreeSet<>(woven)),
        Collections.unmodifiableSet(new TreeSet<>(failures.keySet())),
        Collections.unmodifiableSet(notLoaded));
  }
}
