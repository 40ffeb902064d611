package tbot.diag.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One start of a host that prints a line and ends with its standard input, timed from outside.
 *
 * <p>The processor time is what the shell's {@code time} says, which is what the kernel charged the
 * process and its threads, to the millisecond. The shell's own two milliseconds are in the times of
 * every side.
 */
final class TimedStart implements PairedRuns.Run {

  /** From the start to the line that is waited for, in milliseconds. */
  static final int TO_LINE = 0;

  /** From the start to the end of the process, in milliseconds. */
  static final int WHOLE = 1;

  /** User and system time of the process, in milliseconds. */
  static final int CPU = 2;

  private static final String TIMED = "LC_ALL=C TIMEFORMAT='%3U %3S'; time \"$@\" 2>/dev/null";
  private static final long LIMIT_SECONDS = 60;

  private final List<String> command;
  private final Map<String, String> environment;
  private final String line;

  /**
   * A start to be measured any number of times.
   *
   * @param java the command to the JVM
   * @param environment what it must hold besides ours
   * @param line how the line begins that is waited for
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
