package tbot.diag.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Times one start of a host from outside. The host prints a line, and exits when its standard input
 * ends.
 *
 * <p>The processor time comes from the shell's {@code time}: the kernel's figure for the process
 * and its threads, exact to a millisecond. The shell itself takes two milliseconds, on both sides
 * of a comparison.
 */
final class TimedStart implements PairedRuns.Run {

  /** Index of the time from the start to the awaited line, in milliseconds. */
  static final int TO_LINE = 0;

  /** Index of the time from the start to the end of the process, in milliseconds. */
  static final int WHOLE = 1;

  /** Index of the user and system time of the process, in milliseconds. */
  static final int CPU = 2;

  private static final String TIMED = "LC_ALL=C TIMEFORMAT='%3U %3S'; time \"$@\" 2>/dev/null";
  private static final long LIMIT_SECONDS = 60;

  private final List<String> command;
  private final Map<String, String> environment;
  private final String line;

  /**
   * A start that can be measured any number of times.
   *
   * @param java the command line of the JVM
   * @param environment additional environment variables
   * @param line the start of the awaited line
   */
  TimedStart(List<String> java, Map<String, String> environment, String line) {
    command = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
    command.addAll(java);
    this.environment = environment;
    this.line = line;
  }

  @Override
  public double[] measure() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String printed = out.readLine();
      while (printed != null && !printed.startsWith(line)) {
        printed = out.readLine();
      }
      final double toLine = (System.nanoTime() - start) / 1e6;
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("took more than " + LIMIT_SECONDS + " s: " + command);
      }
      final double whole = (System.nanoTime() - start) / 1e6;
      if (printed == null || process.exitValue() != 0) {
        throw new IOException("exit " + process.exitValue() + ": " + command);
      }
      String times = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return new double[] {toLine, whole, cpu(times)};
    } finally {
      process.destroyForcibly();
    }
  }

  private static double cpu(String times) {
    double seconds = 0;
    for (String one : times.trim().split(" ", -1)) {
      seconds += Double.parseDouble(one);
    }
    return seconds * 1e3;
  }
}
