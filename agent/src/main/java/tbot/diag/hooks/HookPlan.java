package tbot.diag.hooks;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tbot.diag.config.HandlerSpec;
import tbot.diag.hooks.sshd.MinaSshd;

/** Which methods of which classes are to be hooked; not changed once it is made. */
final class HookPlan {

  /** Keyed as the JVM names classes to a transformer, with slashes: no conversion on the way. */
  private final Map<String, ClassHooks> byInternalName = new HashMap<>();

  /** MINA SSHD's server sessions and these handlers. */
  static HookPlan of(List<HandlerSpec> handlers) {
    HookPlan plan = new HookPlan();
    for (EventHook hook : MinaSshd.HOOKS) {
      plan.hooksFor(hook.method()).events().add(hook);
    }
    for (HandlerSpec handler : handlers) {
      MethodHook hook = MethodHook.of(handler);
      List<MethodHook> others = plan.hooksFor(hook).handlers();
      if (!others.contains(hook)) {
        others.add(hook);
      }
    }
    return plan;
  }

  /** The hooks of a class, or null; on the path of every class that the host loads. */
  ClassHooks hooksOf(String internalName) {
    return byInternalName.get(internalName);
  }

  /** Whether a class is of a library of which others are hooked, and so will be loaded soon. */
  boolean foretells(String internalName) {
    return internalName.startsWith(MinaSshd.PACKAGE);
  }

  /** The binary names of all classes of the plan. */
  Set<String> classNames() {
    return classNamesThatDifferFrom(new HookPlan());
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
