package tbot.diag.hooks.handler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tbot.diag.config.HandlerSpec;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.EventHook;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.MethodHook;

/** The hooks in methods whose slow calls a profile shows. */
public final class TraceHooks implements HookSet {

  private final List<MethodHook> methods = new ArrayList<>();
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
      methods.add(
          new MethodHook(
              trace.getKey(), method.className(), method.methodName(), method.parameterTypes()));
    }
  }

  @Override
  public List<EventHook> events() {
    return Collections.emptyList();
  }

  @Override
  public List<MethodHook> handlers() {
    return Collections.unmodifiableList(methods);
  }

  @Override
  public String packagePrefix() {
    return null;
  }

  /** Calls are no connections: the listener is not used. */
  @Override
  public HookEvents connect(ConnectionListener listener) {
    return calls;
  }
}
