package tbot.diag.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Throughput, and processor time for each unit of work, of things that are measured in turn against
 * one of them.
 *
 * <p>A machine drifts within seconds, so turns are short and all things take one in each round,
 * each round in another order. Two JVMs that run the same code differ for as long as they live, by
 * what their compilers chose and where things came to lie in memory. No number of turns tells that
 * apart from what is measured, so there are several sets of JVMs, and the quartiles are over these.
 */
final class InTurn {

  private static final int RATE = 0;
  private static final int COST = 1;

  private final Map<String, PairedRuns> rows = new LinkedHashMap<>();

  /**
   * One turn of one thing.
   *
   * @param units how much work was done
   * @param seconds in what time
   * @param cpuMillis processor time of the process
   */
  record Turn(double units, double seconds, double cpuMillis) {}

  /** What takes turns. */
  interface Worker {
    /** Takes one. */
    Turn work() throws IOException, InterruptedException;
  }

  /**
   * Measures a set.
   *
   * @param rounds how many count
   * @param reference what the others are compared with
   * @param others by the titles of their rows
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
        // Every other round backwards, from another beginning each.
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
    // Processor time comes in ticks too coarse for a single turn.
    figures[COST] =
        turns.stream().mapToDouble(Turn::cpuMillis).sum()
            / turns.stream().mapToDouble(Turn::units).sum();
    return figures;
  }

  /**
   * Prints the titles of the columns that {@link #print} prints, in Markdown.
   *
   * @param heads those of what stands before the figures
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
   * Prints a row for each thing, in Markdown.
   *
   * @param head what stands before its title
   * @param costDecimals of the processor time
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
