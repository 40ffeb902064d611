package tbot.diag.hooks.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tbot.diag.log.Log;

/** Keeps which classes are woven and which hooks failed. Each failure is logged once. */
public final class WeaveLog {

  private final Set<String> woven =
      Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());

  /** One class may have several failures. */
  private final Set<HookFailure> failures =
      Collections.newSetFromMap(new ConcurrentHashMap<HookFailure, Boolean>());

  /** A class carries its hooks. */
  public void woven(String className, long nanos) {
    woven.add(className);
    Log.debug("hooked " + className + " in " + nanos / 1_000_000 + " ms");
  }

  /** No hook of any class can be set. */
  public void failed(String message) {
    add(new HookFailure("", null, message));
  }

  /**
   * Not all of these hooks of a class can be set, or the class cannot lose those that it has.
   *
   * @param hooks may be empty
   */
  public void failed(String className, ClassHooks hooks, String message) {
    if (!hooks.events().isEmpty() || hooks.handlers().isEmpty()) {
      add(new HookFailure(className, MethodHook.NO_TASK, message));
    }
    for (MethodHook hook : hooks.handlers()) {
      add(new HookFailure(className, hook.task(), message));
    }
  }

  /** One hook cannot be set. */
  public void failed(MethodHook hook, String message) {
    add(new HookFailure(hook.className(), hook.task(), message));
  }

  private void add(HookFailure failure) {
    boolean logged = false;
    // Several tasks may name the same method.
    for (HookFailure other : failures) {
      logged |= other.message().equals(failure.message());
    }
    failures.add(failure);
    if (!logged) {
      Log.warn(failure.message());
    }
  }

  /** Forgets a class that will be woven anew or no longer. */
  public void forget(String className) {
    woven.remove(className);
    Iterator<HookFailure> all = failures.iterator();
    while (all.hasNext()) {
      if (all.next().className().equals(className)) {
        all.remove();
      }
    }
  }

  /**
   * The state of the hooks.
   *
   * @param handlerClasses the binary names of all classes with handlers
   */
  public HookStatus status(Set<String> handlerClasses) {
    Set<String> notLoaded = new TreeSet<>(handlerClasses);
    notLoaded.removeAll(woven);
    for (HookFailure failure : failures) {
      notLoaded.remove(failure.className());
    }
    return new HookStatus(new TreeSet<>(woven), new ArrayList<>(failures), notLoaded);
  }
}
