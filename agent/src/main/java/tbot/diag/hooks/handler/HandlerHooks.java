package tbot.diag.hooks.handler;

import java.util.List;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.weave.MethodHook;

/** The hooks in the methods that a user names by {@code ssh_handler}: each call is a connection. */
public final class HandlerHooks extends NamedMethods {

  /**
   * Makes the set.
   *
   * @param specs the methods; may be empty
   */
  public HandlerHooks(List<HandlerSpec> specs) {
    for (HandlerSpec spec : specs) {
      add(new MethodHook(spec.className(), spec.methodName(), spec.parameterTypes()));
    }
  }

  @Override
  public HookEvents connect(ConnectionListener listener) {
    return new HandlerConnections(listener);
  }
}
