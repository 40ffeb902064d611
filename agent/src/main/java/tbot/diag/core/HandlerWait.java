package tbot.diag.core;

import java.util.List;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.jvm.Deadline;

/** The minute in which the host must load the classes of its handlers. For one thread. */
final class HandlerWait {

  private static final long NANOS = 60_000_000_000L;

  private final SshMultiplexerHealth health;
  private Deadline deadline;

  /** Waits for nothing yet. */
  HandlerWait(SshMultiplexerHealth health) {
    this.health = health;
  }

  /** Starts to wait for the classes of handlers, if they are others than before. */
  void begin(final List<HandlerSpec> handlers) {
    if (!health.setHandlers(handlers)) {
      return;
    }
    end();
    if (!handlers.isEmpty()) {
      deadline =
          Deadline.start(
              "tbot-diag-handlers",
              NANOS,
              new Runnable() {
                @Override
                public void run() {
                  health.handlersAreDue(handlers);
                }
              });
    }
  }

  /** Ends the wait. */
  void end() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }
}
