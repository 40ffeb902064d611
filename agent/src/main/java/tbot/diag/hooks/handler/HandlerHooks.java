package tbot.diag.hooks.handler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tbot.diag.config.HandlerSpec;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.EventHook;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.MethodHook;

/** The hooks in the methods that a user names by {@code ssh_handler}: each call is a connection. */
public final class HandlerHooks implements HookSet {

  private final List<MethodHook> handlers = new ArrayList<>();

  /**
   * Makes the set.
   *
   * @param specs the methods; may be empty
   */
  public HandlerHooks(List<HandlerSpec> specs) {
    for (HandlerSpec spec : specs) {
      handlers.add(new MethodHook(spec.className(), spec.methodName(), spec.parameterTypes()));
    }
  }

  @Override
  public List<EventHook> events() {
    return Collections.emptyList();
  }

  @Override
  public List<MethodHook> handlers() {
    return Collections.unmodifiableList(handlers);
  }

  @Override
  public String packagePrefix() {
    return null;
  }

  @Override
  public HookEvents connect(ConnectionListener listener) {
    return new HandlerConnections(listener);
  }
}
