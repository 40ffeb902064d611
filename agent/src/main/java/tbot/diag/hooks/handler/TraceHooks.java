package tbot.diag.hooks.handler;

import java.util.Map;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.weave.MethodHook;

/** The hooks in methods whose slow calls a profile shows. */
public final class TraceHooks extends NamedMethods {

  private final TracedCalls calls;

  /**
   * Makes the set.
   *
   * @param traces the methods by the keys of their traces; may be empty
   * @param calls takes their calls
   */
  public TraceHooks(Map<String, HandlerSpec> traces, TracedCalls calls) {
    this.calls = calls;
    for (Map.Entry<String, HandlerSpec> trace : traces.entrySet()) {
      HandlerSpec method = trace.getValue();
      add(
          new MethodHook(
              trace.getKey(), method.className(), method.methodName(), method.parameterTypes()));
    }
  }

  /** Calls are no connections: the listener is not used. */
  @Override
  public HookEvents connect(ConnectionListener listener) {
    return calls;
  }
}
