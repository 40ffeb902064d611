package tbot.diag.hooks.handler;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import tbot.diag.hooks.StackSpace;

/**
 * Finds the outermost calls of some methods: those that handle connections, or those of one task. A
 * call ends when it returns or throws, or when the stage that it returned completes.
 *
 * <p>Only the outermost call of a thread counts: a recursion, a super call, or another of the
 * methods called inside belongs to the same call. The thread's mark is removed when the call
 * returns.
 */
final class HandlerCalls {

  private static final int MAX_CAUSES = 8;

  /** Set while a call runs. A value of a JDK type: no class of ours stays in a host's thread. */
  private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

  private final CallListener listener;

  HandlerCalls(CallListener listener) {
    this.listener = listener;
  }

  /**
   * One of the methods was entered.
   *
   * @return takes its result or its throwable when it returns; null inside of another call
   */
  BiConsumer<Object, Throwable> entered() {
    if (inside.get() != null) {
      return null;
    }
    // For the exit too, which runs at the same depth.
    StackSpace.require();
    Call call = new Call();
    boolean started = false;
    try {
      inside.set(Boolean.TRUE);
      listener.started();
      started = true;
    } finally {
      if (!started) {
        // No exit will follow, and a mark that stays would silence the thread for good.
        inside.remove();
      }
    }
    return call;
  }

  private final class Call implements BiConsumer<Object, Throwable> {
    private final long startNanos = System.nanoTime();

    @Override
    public void accept(Object result, Throwable thrown) {
      inside.remove();
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
    Throwable cause = unwrapped(failure);
    listener.ended(isCancel(cause) ? null : cause, System.nanoTime() - startNanos);
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

  /** Stages wrap the cause. */
  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && isWrapper(cause); i++) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Whether a call was cancelled, which is a normal end. */
  private static boolean isCancel(Throwable cause) {
    return cause instanceof CancellationException
        || cause instanceof InterruptedException
        || cause instanceof ClosedByInterruptException;
  }

  private static boolean isWrapper(Throwable t) {
    return (t instanceof CompletionException || t instanceof ExecutionException)
        && t.getCause() != null;
  }
}
