package tbot.diag.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * The arguments of a measurement.
 *
 * @param root the root of the checkout
 * @param runs the number of runs for each row; each measurement defines what a run is
 * @param javas the java commands to measure
 */
record Arguments(Path root, int runs, List<String> javas) {

  /** Parses the arguments, which are in this order. */
  static Arguments of(String[] arguments) {
    List<String> all = List.of(arguments);
    return new Arguments(
        Path.of(all.get(0)), Integer.parseInt(all.get(1)), all.subList(2, all.size()));
  }
}
