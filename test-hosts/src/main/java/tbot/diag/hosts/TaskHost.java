package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Calls the tasks of {@link TaskBot}. Each line on standard input is a command that is answered
 * with {@code COMMAND: RESULT}; the end of standard input ends the host.
 */
public final class TaskHost {

  private static final int THREADS = 4;
  private static final int ITERATIONS = 1_000;

  private static CompletableFuture<String> stage = new CompletableFuture<>();

  private TaskHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws Exception when standard input fails
   */
  public static void main(String[] arguments) throws Exception {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(line + ": " + answer(line));
    }
  }

  private static String answer(String command) throws InterruptedException {
    switch (command) {
      case "succeed":
        return renew(null);
      case "silent":
        return renew("");
      case "cancel":
        return renew("cancel");
      case "twice":
        TaskBot.renewTwice();
        return "returned";
      case "outer":
        TaskBot.outer();
        return "returned";
      case "begin":
        stage = new CompletableFuture<>();
        return "same " + (TaskBot.later(stage) == stage);
      case "complete":
        return "first " + stage.complete("done");
      case "break":
        return "first " + stage.completeExceptionally(new IllegalStateException("broken"));
      case "many":
        return many();
      default:
        return renew(command);
    }
  }

  private static String renew(String failure) {
    try {
      TaskBot.renew(failure);
      return "returned";
    } catch (RuntimeException e) {
      return "threw";
    }
  }

  private static String many() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(TaskHost::renewOften);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return "returned";
  }

  private static void renewOften() {
    for (int i = 0; i < ITERATIONS; i++) {
      renew(i % 2 == 0 ? null : "odd");
    }
  }
}
