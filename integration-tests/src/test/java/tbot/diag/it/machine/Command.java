package tbot.diag.it.machine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, with an empty input and a timeout. */
public final class Command {

  private static final long TIMEOUT_SECONDS = 300;

  private final List<String> words;
  private final ProcessBuilder builder;

  private Command(List<String> words) {
    this.words = words;
    builder = new ProcessBuilder(words);
    builder.redirectInput(new File("/dev/null")).redirectErrorStream(true);
  }

  /** The program and its arguments. */
  public static Command of(List<String> words) {
    return new Command(words);
  }

  /** Sets a variable of its environment. */
  public Command environment(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  /** Removes variables from its environment. */
  public Command without(Iterable<String> names) {
    names.forEach(builder.environment()::remove);
    return this;
  }

  /** Sets its working directory. */
  public Command in(Path directory) {
    builder.directory(directory.toFile());
    return this;
  }

  /** Gives it a file as its input. */
  public Command input(Path file) {
    builder.redirectInput(file.toFile());
    return this;
  }

  /** Discards its standard error instead of adding it to the output. */
  public Command discardError() {
    builder.redirectErrorStream(false).redirectError(ProcessBuilder.Redirect.DISCARD);
    return this;
  }

  /**
   * Runs it. A program that does not end within five minutes is killed and fails the test.
   *
   * @param folder for the file that takes its output
   */
  public Result run(Path folder) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "command", ".out");
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(line() + " did not end:\n" + text(output));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), text(output));
  }

  /**
   * Runs it as {@link #run}, fails the test if its exit status is not 0, and returns its output.
   */
  public String runSuccessfully(Path folder) throws IOException, InterruptedException {
    Result result = run(folder);
    if (result.status != 0) {
      throw new AssertionError(line() + " ended with " + result.status + ":\n" + result.output);
    }
    return result.output;
  }

  private String line() {
    return String.join(" ", words);
  }

  private static String text(Path output) throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
  }

  /**
   * How a program ended.
   *
   * @param status its exit status
   * @param output all that it printed
   */
  public record Result(int status, String output) {}
}
