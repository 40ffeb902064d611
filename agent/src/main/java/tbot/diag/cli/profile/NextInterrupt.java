package tbot.diag.cli.profile;

import java.lang.reflect.Proxy;

/** The Ctrl-C after the first one, which a JVM that shuts down would ignore. */
final class NextInterrupt {

  private NextInterrupt() {}

  /** Makes it end the process at once, where this Java can do that. */
  static void halts(int exitCode) {
    try {
      // By reflection, as the module jdk.unsupported may be missing.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object halt =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                Runtime.getRuntime().halt(exitCode);
                return null;
              });
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, halt);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // It is ignored then.
    }
  }
}
