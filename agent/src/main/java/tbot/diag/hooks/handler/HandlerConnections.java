package tbot.diag.hooks.handler;

import java.util.function.BiConsumer;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;
import tbot.diag.hooks.HookEvents;

/** Turns calls of handler methods into connections. A handler called inside of another is none. */
final class HandlerConnections implements HookEvents, CallListener {

  private final HandlerCalls calls = new HandlerCalls(this);
  private final ConnectionListener listener;

  HandlerConnections(ConnectionListener listener) {
    this.listener = listener;
  }

  @Override
  public BiConsumer<Object, Throwable> handlerEntered(String task) {
    return task.isEmpty() ? calls.entered() : null;
  }

  @Override
  public void started() {
    listener.started();
  }

  @Override
  public void ended(Throwable failure, long durationNanos) {
    if (failure == null) {
      listener.ended(Outcome.OK, null, durationNanos);
    } else {
      listener.ended(Outcome.ERROR, ErrorReason.EXCEPTION, durationNanos);
    }
  }
}
