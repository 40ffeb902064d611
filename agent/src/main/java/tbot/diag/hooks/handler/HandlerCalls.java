package tbot.diag.hooks.handler;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.StackSpace;

/**
 * Turns calls of handler methods into connections. A call starts one. Its return, its exception, or
 * the completion of the stage that it returned ends it.
 *
 * <p>Only the outermost call of a thread counts: a recursion, a super call, or another handler
 * called inside belongs to the same connection. The thread's mark is removed when the call returns.
 */
final class HandlerCalls implements HookEvents {

  private static final int MAX_CAUSES = 8;

  /** Set while a handler runs. A value of a JDK type: no class of ours stays in a host's thread. */
  private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();

  private final ConnectionListener listener;

  HandlerCalls(ConnectionListener listener) {
    this.listener = listener;
  }

  /** Returns null inside of another handler. */
  @Override
  public BiConsumer<Object, Throwable> handlerEntered() {
    if (INSIDE.get() != null) {
      return null;
    }
    // For the exit too, which runs at the same depth.
    StackSpace.require();
    Call call = new Call();
    INSIDE.set(Boolean.TRUE);
    listener.started();
    return call;
  }

  private final class Call implements BiConsumer<Object, Throwable> {
    private final long startNanos = System.nanoTime();

    @Override
    public void accept(Object result, Throwable thrown) {
      INSIDE.remove();
      if (thrown == null && result instanceof CompletionStage) {
        endWith((CompletionStage<?>) result);
      } else {
        end(startNanos, thrown);
      }
    }

    private void endWith(CompletionStage<?> stage) {
      Completion completion = new Completion(startNanos);
      try {
        stage.whenComplete(completion);
      } catch (Throwable t) {
        // The host's own stage takes no callbacks. The call has returned; no more can be known.
        completion.accept(null, null);
      }
    }
  }

  private void end(long startNanos, Throwable failure) {
    boolean error = failure != null && !isCancel(failure);
    listener.ended(
        error ? Outcome.ERROR : Outcome.OK,
        error ? ErrorReason.EXCEPTION : null,
        System.nanoTime() - startNanos);
  }

  /** The callback of a stage. A second call is ignored. */
  private final class Completion implements BiConsumer<Object, Throwable> {
    private final long startNanos;
    private final AtomicBoolean done = new AtomicBoolean();

    Completion(long startNanos) {
      this.startNanos = startNanos;
    }

    @Override
    public void accept(Object value, Throwable failure) {
      if (done.compareAndSet(false, true)) {
        end(startNanos, failure);
      }
    }
  }

  /** Whether a handler was cancelled, which is a normal end. Stages wrap the cause. */
  private static boolean isCancel(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && isWrapper(cause); i++) {
      cause = cause.getCause();
    }
    return cause instanceof CancellationException
        || cause instanceof InterruptedException
        || cause instanceof ClosedByInterruptException;
  }

  private static boolean isWrapper(Throwable t) {
    return (t instanceof CompletionException || t instanceof ExecutionException)
        && t.getCause() != null;
  }
}
