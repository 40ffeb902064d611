package tbot.diag.hooks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tbot.diag.hooks.weave.ClassHooks;
import tbot.diag.hooks.weave.EventHook;
import tbot.diag.hooks.weave.MethodHook;

/** Which methods of which classes are hooked. Does not change. */
final class HookPlan {

  /** By internal name: a transformer is given that one, so nothing is converted for each class. */
  private final Map<String, ClassHooks> byInternalName = new HashMap<>();

  private final Set<String> handlerClassNames = new HashSet<>();
  private final List<String> packages = new ArrayList<>();

  private HookPlan() {}

  /** The hooks of all these sets. */
  static HookPlan of(List<HookSet> sets) {
    HookPlan plan = new HookPlan();
    for (HookSet set : sets) {
      for (EventHook hook : set.events()) {
        plan.hooksFor(hook.method()).events().add(hook);
      }
      for (MethodHook hook : set.handlers()) {
        List<MethodHook> others = plan.hooksFor(hook).handlers();
        if (!others.contains(hook)) {
          others.add(hook);
        }
        if (hook.task().equals(MethodHook.NO_TASK)) {
          plan.handlerClassNames.add(hook.className());
        }
      }
      if (set.packagePrefix() != null) {
        plan.packages.add(set.packagePrefix());
      }
    }
    return plan;
  }

  /** The hooks of a class, or null. Called for every class that the host loads. */
  ClassHooks hooksOf(String internalName) {
    return byInternalName.get(internalName);
  }

  /** Whether a class is of a hooked library: classes to hook will soon be loaded then. */
  boolean isOfLibrary(String internalName) {
    for (int i = 0; i < packages.size(); i++) {
      if (internalName.startsWith(packages.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** The binary names of all classes of the plan. */
  Set<String> classNames() {
    return classNamesThatDifferFrom(new HookPlan());
  }

  /** The binary names of the classes with handlers. */
  Set<String> handlerClassNames() {
    return Collections.unmodifiableSet(handlerClassNames);
  }

  /** The binary names of the classes whose hooks are not the same in the other plan. */
  Set<String> classNamesThatDifferFrom(HookPlan other) {
    Set<String> internalNames = new HashSet<>(byInternalName.keySet());
    internalNames.addAll(other.byInternalName.keySet());
    Set<String> names = new HashSet<>();
    for (String internalName : internalNames) {
      ClassHooks hooks = hooksOf(internalName);
      if (hooks == null || !hooks.equals(other.hooksOf(internalName))) {
        names.add(internalName.replace('/', '.'));
      }
    }
    return Collections.unmodifiableSet(names);
  }

  private ClassHooks hooksFor(MethodHook hook) {
    String internalName = hook.className().replace('.', '/');
    ClassHooks hooks = byInternalName.get(internalName);
    if (hooks == null) {
      hooks = new ClassHooks();
      byInternalName.put(internalName, hooks);
    }
    return hooks;
  }
}
