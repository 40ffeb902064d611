package tbot.diag.hooks;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tbot.diag.log.Log;

/** What was woven and what could not be; each failure is said once. */
final class WeaveLog {

  private final Set<String> woven = newSet();
  private final Set<String> said = newSet();
  private volatile String lastFailure;

  void woven(String className, long nanos) {
    woven.add(className);
    Log.debug("hooked " + className + " in " + nanos / 1_000_000 + " ms");
  }

  void wovenBack(String className) {
    woven.remove(className);
  }

  void failed(String message) {
    lastFailure = message;
    if (said.add(message)) {
      Log.warn(message);
    }
  }

  HookStatus status() {
    return new HookStatus(Collections.unmodifiableSet(new TreeSet<>(woven)), lastFailure);
  }

  private static Set<String> newSet() {
    return Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());
  }
}
