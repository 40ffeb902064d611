package tbot.diag.hooks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tbot.diag.config.HandlerSpec;
import tbot.diag.hooks.MethodHook.Kind;

/** Which methods of which classes are to be hooked; immutable. */
final class HookPlan {

  private static final String SERVER_SESSION =
      "org.apache.sshd.server.session.AbstractServerSession";
  private static final String SESSION_HELPER =
      "org.apache.sshd.common.session.helpers.SessionHelper";
  private static final String SESSION = "org.apache.sshd.common.session.helpers.AbstractSession";

  /**
   * Apache MINA SSHD, server side, 2.9 to 3.0. Signatures are given in full because 2.x has
   * overloads that pass one event on to each listener. Client sessions share all but the
   * constructor, which is why it alone makes a session known.
   */
  private static final List<MethodHook> MINA_SSHD =
      Arrays.asList(
          hook(
              Kind.SESSION_STARTED,
              SERVER_SESSION,
              "<init>",
              "org.apache.sshd.server.ServerFactoryManager",
              "org.apache.sshd.common.io.IoSession"),
          hook(Kind.SESSION_AUTHENTICATED, SESSION_HELPER, "setAuthenticated"),
          hook(
              Kind.SESSION_EXCEPTION,
              SESSION_HELPER,
              "signalExceptionCaught",
              "java.lang.Throwable"),
          hook(
              Kind.SESSION_DISCONNECTED,
              SESSION_HELPER,
              "signalDisconnect",
              "int",
              "java.lang.String",
              "java.lang.String",
              "boolean"),
          hook(Kind.SESSION_ENDED, SESSION, "preClose"));

  /** Keyed as the JVM names classes to a transformer, with slashes: no conversion on the way. */
  private final Map<String, List<MethodHook>> byInternalName = new HashMap<>();

  /** MINA SSHD's server sessions and these handlers. */
  static HookPlan of(List<HandlerSpec> handlers) {
    HookPlan plan = new HookPlan();
    for (MethodHook hook : MINA_SSHD) {
      plan.add(hook);
    }
    for (HandlerSpec handler : handlers) {
      plan.add(MethodHook.of(handler));
    }
    return plan;
  }

  /** The hooks of a class, or null; on the path of every class that the host loads. */
  List<MethodHook> hooksOf(String internalName) {
    return byInternalName.get(internalName);
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
      List<MethodHook> hooks = hooksOf(internalName);
      if (hooks == null || !hooks.equals(other.hooksOf(internalName))) {
        names.add(internalName.replace('/', '.'));
      }
    }
    return Collections.unmodifiableSet(names);
  }

  private void add(MethodHook hook) {
    String internalName = hook.className().replace('.', '/');
    List<MethodHook> hooks = byInternalName.get(internalName);
    if (hooks == null) {
      hooks = new ArrayList<>();
      byInternalName.put(internalName, hooks);
    }
    if (!hooks.contains(hook)) {
      hooks.add(hook);
    }
  }

  private static MethodHook hook(Kind kind, String type, String method, String... parameters) {
    return new MethodHook(kind, type, method, Arrays.asList(parameters));
  }
}
