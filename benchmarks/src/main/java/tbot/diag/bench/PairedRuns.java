package tbot.diag.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whole-process wall times of two commands, run in turn.
 *
 * <p>Machines drift: only two neighbouring runs saw the same machine, so the figure to quote is the
 * ratio of each pair, not the ratio of two medians taken minutes apart.
 */
final class PairedRuns {

  private static final int WARM_UPS = 3;

  /** Runs as long as this need no more than one. */
  private static final double LONG_MILLIS = 700;

  private static final long LIMIT_SECONDS = 60;

  private final List<Double> first = new ArrayList<>();
  private final List<Double> second = new ArrayList<>();

  private PairedRuns() {}

  /**
   * Runs the two commands in turn, which of them goes first changing with each pair.
   *
   * @param pairs how many pairs count; up to three more warm the machine up
   * @throws IOException when a command cannot be started or fails
   */
  static PairedRuns of(int pairs, List<String> a, List<String> b)
      throws IOException, InterruptedException {
    PairedRuns runs = new PairedRuns();
    for (int i = -WARM_UPS; i < pairs; i++) {
      double timeA;
      double timeB;
      if (i % 2 == 0) {
        timeA = milliseconds(a);
        timeB = milliseconds(b);
      } else {
        timeB = milliseconds(b);
        timeA = milliseconds(a);
      }
      if (i < 0 && timeA + timeB > LONG_MILLIS) {
        i = -1;
      }
      if (i >= 0) {
        runs.first.add(timeA);
        runs.second.add(timeB);
      }
    }
    return runs;
  }

  /** The first command's times in milliseconds. */
  Spread first() {
    return Spread.of(first);
  }

  /** The second command's times in milliseconds. */
  Spread second() {
    return Spread.of(second);
  }

  /** First over second, pair by pair. */
  Spread ratio() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      ratios.add(first.get(i) / second.get(i));
    }
    return Spread.of(ratios);
  }

  private static double milliseconds(List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("took more than " + LIMIT_SECONDS + " s: " + command);
    }
    long nanos = System.nanoTime() - start;
    if (process.exitValue() != 0) {
      throw new IOException("exit " + process.exitValue() + ": " + command);
    }
    return nanos / 1e6;
  }
}
