package tbot.diag.bench;

import java.util.ArrayList;
import java.util.List;

/** A row of a table: figures that were taken in pairs, and their ratio pair by pair. */
final class PairedFigures {

  private final List<Double> first = new ArrayList<>();
  private final List<Double> second = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  void add(double a, double b) {
    first.add(a);
    second.add(b);
    ratios.add(a / b);
  }

  /**
   * Prints the row, in Markdown.
   *
   * @param heads what stands before the figures
   */
  void printRow(String... heads) {
    System.out.printf(
        "| %s | %s | %s | %s |%n",
        String.join(" | ", heads),
        Spread.of(first).text(0),
        Spread.of(second).text(0),
        Spread.of(ratios).text(3));
  }
}
