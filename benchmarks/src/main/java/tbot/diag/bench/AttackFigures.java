package tbot.diag.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one contender did under one attack, over all sets. */
final class AttackFigures {

  private final List<Double> connections = new ArrayList<>();
  private final List<Double> answered = new ArrayList<>();
  private final List<Double> p50 = new ArrayList<>();
  private final List<Double> p95 = new ArrayList<>();
  private final List<Double> longest = new ArrayList<>();
  private final List<Double> opensFailed = new ArrayList<>();
  private final List<Double> longestOpen = new ArrayList<>();
  private final List<Double> lines = new ArrayList<>();
  private int deaths;

  /**
   * Adds the figures of one set.
   *
   * @param opened the connections that the attack opened
   * @param probed {@code N FAILED P50 P95 LONGEST}, the last three in milliseconds
   * @param opens {@code COUNT FAILED LONGEST}, the last in microseconds; nothing from a host that
   *     has died or hangs
   * @param logged the lines that the host logged
   */
  void add(String opened, String probed, Optional<String> opens, long logged) {
    connections.add(Double.valueOf(opened));
    double[] probes = numbers(probed);
    answered.add(100 - 100 * probes[1] / probes[0]);
    p50.add(probes[2]);
    p95.add(probes[3]);
    longest.add(probes[4]);
    lines.add((double) logged);
    if (opens.isPresent()) {
      double[] counts = numbers(opens.get());
      opensFailed.add(100 * counts[1] / counts[0]);
      longestOpen.add(counts[2] / 1e3);
    } else {
      deaths++;
    }
  }

  private static double[] numbers(String text) {
    return Stream.of(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /** What to add to the contender's name: nothing, or in how many sets the host died. */
  String deaths() {
    return deaths == 0 ? "" : " (died or hung in " + deaths + " of " + lines.size() + " sets)";
  }

  /** The cells of the table, with {@code |} between them. */
  String text() {
    return Stream.of(
            text(connections, 0),
            text(answered, 1),
            text(p50, 1),
            text(p95, 1),
            text(longest, 0),
            text(opensFailed, 1),
            text(longestOpen, 1),
            text(lines, 0))
        .collect(Collectors.joining(" | "));
  }

  private static String text(List<Double> figures, int decimals) {
    return figures.isEmpty() ? "" : Spread.of(figures).text(decimals);
  }
}
