package tbot.diag.api;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Why an iteration failed, by the rules that the agent has for methods that its options name. */
final class Failures {

  private static final int MAX_CAUSES = 8;

  private Failures() {}

  /** The message, or the name of the class; null for no failure and for a cancel. */
  static String reasonOf(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && isWrapper(cause); i++) {
      cause = cause.getCause();
    }
    if (cause == null || isCancel(cause)) {
      return null;
    }
    String message;
    try {
      message = cause.getMessage();
    } catch (RuntimeException e) {
      message = null;
    }
    return message == null || message.isEmpty() ? cause.getClass().getName() : message;
  }

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
