package tbot.diag.hosts;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;

/** A bot whose methods are tasks. */
public final class TaskBot {

  private TaskBot() {}

  /** One iteration; also the methods that others call. */
  public static void renew(String failure) {
    if (failure == null) {
      return;
    }
    switch (failure) {
      case "":
        throw new IllegalStateException();
      case "cancel":
        throw new CancellationException();
      default:
        throw new IllegalStateException(failure);
    }
  }

  /** An iteration with another inside. */
  public static void renewTwice() {
    renew(null);
    renew(null);
  }

  /** A handler with an iteration inside. */
  public static void handle() {
    renew(null);
  }

  /** An iteration with a handler inside. */
  public static void outer() {
    handle();
  }

  /** An iteration that ends with the stage. */
  public static CompletionStage<String> later(CompletionStage<String> stage) {
    return stage;
  }
}
