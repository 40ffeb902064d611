package tbot.diag.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What each of these commands is told.
 *
 * @param root of the checkout
 * @param runs how many runs each row takes; what a run is depends on the command
 * @param javas the java commands to measure
 */
record Arguments(Path root, int runs, List<String> javas) {

  /** Reads them, in this order. */
  static Arguments of(String[] arguments) {
    List<String> all = List.of(arguments);
    return new Arguments(
        Path.of(all.get(0)), Integer.parseInt(all.get(1)), all.subList(2, all.size()));
  }
}
