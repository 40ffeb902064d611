package tbot.diag.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The figures of two sides, measured in pairs.
 *
 * <p>The speed of a machine changes over minutes, but little between two consecutive runs. So the
 * figure to quote is the ratio within each pair, not the ratio of two medians.
 */
final class PairedRuns {

  private static final int WARM_UPS = 1;

  private static final long LIMIT_SECONDS = 60;

  private final List<double[]> first = new ArrayList<>();
  private final List<double[]> second = new ArrayList<>();

  /** One run of one side. */
  interface Run {
    /** Runs once; returns the figures, always the same ones in the same order. */
    double[] measure() throws IOException, InterruptedException;
  }

  /**
   * Runs two commands in turn. The one figure is the elapsed time of the whole process, in
   * milliseconds.
   *
   * @param pairs the number of pairs that count; one more comes first, to bring the files into
   *     memory
   * @throws IOException if a command cannot be started or fails
   */
  static PairedRuns of(int pairs, List<String> a, List<String> b)
      throws IOException, InterruptedException {
    return of(
        pairs,
        WARM_UPS,
        () -> new double[] {milliseconds(a)},
        () -> new double[] {milliseconds(b)});
  }

  /**
   * Measures two sides in turn; the side that goes first changes with each pair.
   *
   * @param pairs the number of pairs that count
   * @param warmUps the number of pairs before them
   */
  static PairedRuns of(int pairs, int warmUps, Run a, Run b)
      throws IOException, InterruptedException {
    PairedRuns runs = new PairedRuns();
    for (int i = -warmUps; i < pairs; i++) {
      double[] figuresA;
      double[] figuresB;
      if (i % 2 == 0) {
        figuresA = a.measure();
        figuresB = b.measure();
      } else {
        figuresB = b.measure();
        figuresA = a.measure();
      }
      if (i >= 0) {
        runs.add(figuresA, figuresB);
      }
    }
    return runs;
  }

  /** Adds a pair that was measured elsewhere: the figures of each side, in the same order. */
  void add(double[] a, double[] b) {
    first.add(a);
    second.add(b);
  }

  /** For commands: the times of the first side, in milliseconds. */
  Spread first() {
    return first(0);
  }

  /** For commands: the times of the second side, in milliseconds. */
  Spread second() {
    return second(0);
  }

  /** For commands: the time of the first side divided by that of the second, for each pair. */
  Spread ratio() {
    return ratio(0);
  }

  /** A figure of the first side, by its index. */
  Spread first(int figure) {
    return Spread.of(first.stream().map(run -> run[figure]).toList());
  }

  /** A figure of the second side, by its index. */
  Spread second(int figure) {
    return Spread.of(second.stream().map(run -> run[figure]).toList());
  }

  /** A figure of the first side divided by that of the second, for each pair. */
  Spread ratio(int figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      ratios.add(first.get(i)[figure] / second.get(i)[figure]);
    }
    return Spread.of(ratios);
  }

  /** A figure of the first side minus that of the second, for each pair. */
  Spread difference(int figure) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      differences.add(first.get(i)[figure] - second.get(i)[figure]);
    }
    return Spread.of(differences);
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
