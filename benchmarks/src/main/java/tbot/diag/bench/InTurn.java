package tbot.diag.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the throughput of several workers, and the processor time for each unit of their work.
 * The workers take turns, and each is compared with one reference worker.
 *
 * <p>The speed of a machine changes within seconds. So turns are short, each worker takes one in
 * each round, and each round has another order. Two JVMs that run the same code also differ, as
 * long as they live, by the decisions of their compilers and the layout of their memory. More turns
 * do not help against that. So there are several sets of JVMs, and the quartiles are over the sets.
 */
final class InTurn {

  private static final int RATE = 0;
  private static final int COST = 1;

  private final Map<String, PairedRuns> rows = new LinkedHashMap<>();

  /**
   * One turn of one worker.
   *
   * @param units the units of work that were done
   * @param seconds the time that they took
   * @param cpuMillis the processor time of the process, in milliseconds
   */
  record Turn(double units, double seconds, double cpuMillis) {}

  /** Something that takes turns. */
  interface Worker {
    /** Takes one turn. */
    Turn work() throws IOException, InterruptedException;
  }

  /**
   * Measures one set of workers.
   *
   * @param rounds the number of rounds
   * @param reference the worker that the others are compared with
   * @param others the other workers, by the titles of their rows
   */
  void measure(int rounds, Worker reference, Map<String, Worker> others)
      throws IOException, InterruptedException {
    List<Worker> workers = new ArrayList<>(others.values());
    workers.add(reference);
    List<List<Turn>> turns = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      turns.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < workers.size(); i++) {
        // Every other round is in reverse order, and each pair of rounds starts with another
        // worker.
        int place = round % 2 == 0 ? i : workers.size() - 1 - i;
        int which = (place + round / 2) % workers.size();
        turns.get(which).add(workers.get(which).work());
      }
    }
    List<Turn> ofReference = turns.get(others.size());
    int which = 0;
    for (String title : others.keySet()) {
      rows.computeIfAbsent(title, any -> new PairedRuns())
          .add(figures(turns.get(which)), figures(ofReference));
      which++;
    }
  }

  private static double[] figures(List<Turn> turns) {
    double[] figures = new double[2];
    figures[RATE] =
        Spread.of(turns.stream().map(turn -> turn.units() / turn.seconds()).toList()).median();
    // The ticks of the processor time are too coarse for a single turn.
    figures[COST] =
        turns.stream().mapToDouble(Turn::cpuMillis).sum()
            / turns.stream().mapToDouble(Turn::units).sum();
    return figures;
  }

  /**
   * Prints the column titles for the rows of {@link #print}, in Markdown.
   *
   * @param heads the titles of the columns before the figures
   * @param unit what a unit of work is called
   * @param reference what the reference worker is called
   */
  static void printHeads(String heads, String unit, String reference) {
    String line =
        String.join(
            " | ",
            "| " + heads,
            unit + "s a second",
            reference,
            "ratio (quartiles)",
            "CPU ms a " + unit,
            reference,
            "ratio (quartiles) |");
    System.out.println(line);
    System.out.println(line.replaceAll("[^|]+", " --- "));
  }

  /**
   * Prints a row for each worker, in Markdown.
   *
   * @param head the first cell of each row, before the title
   * @param costDecimals the number of decimals of the processor time
   */
  void print(String head, int costDecimals) {
    rows.forEach(
        (title, runs) -> {
          String cost = "%." + costDecimals + "f";
          System.out.printf(
              "| %s | %s | %.0f | %.0f | %s | " + cost + " | " + cost + " | %s |%n",
              head,
              title,
              runs.first(RATE).median(),
              runs.second(RATE).median(),
              runs.ratio(RATE).text(3),
              runs.first(COST).median(),
              runs.second(COST).median(),
              runs.ratio(COST).text(3));
        });
  }
}
