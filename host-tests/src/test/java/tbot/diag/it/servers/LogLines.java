package tbot.diag.it.servers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The log lines of a host without what differs from run to run. Sorted, as a host with many threads
 * prints them in any order.
 */
final class LogLines {

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern AGENT_OPTION = Pattern.compile(" *-javaagent:\\S+");
  private static final Pattern HALF_OF_DAY = Pattern.compile("(?<=\\d )[AP]M\\b");
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Pattern IDENTITY = Pattern.compile("(?<=[@\\[])\\p{XDigit}{1,8}\\b");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /**
   * Warnings of newer JVMs about any attach and any native library. A host that logs its standard
   * error adds a prefix.
   */
  private static final Pattern JVM =
      Pattern.compile(
          "^.*\\bWARNING: (?:A Java agent has been loaded dynamically|If a serviceability tool is"
              + "|Dynamic loading of agents|A restricted method in java\\.lang\\.System"
              + "|java\\.lang\\.System::load|Use --enable-native-access|Restricted methods).*");

  private final String folder;
  private final List<Pattern> unsteady;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param folder the folder of this run
   * @param unsteady parts of lines that differ, such as thread names; a line that matches as a
   *     whole may be missing
   */
  LogLines(String folder, List<Pattern> unsteady) {
    this.folder = folder;
    this.unsteady = unsteady;
  }

  /** Adds the lines of one stream or file. */
  LogLines add(String source, List<String> more) {
    for (String line : more) {
      String steady = steady(line);
      if (!steady.isEmpty()) {
        lines.add(source + ": " + steady);
      }
    }
    return this;
  }

  /** All lines, sorted. */
  List<String> sorted() {
    List<String> sorted = new ArrayList<>(lines);
    Collections.sort(sorted);
    return sorted;
  }

  /** The lines that only one of two logs has. */
  static List<String> differences(List<String> first, List<String> second) {
    List<String> lacking = new ArrayList<>(first);
    second.forEach(lacking::remove);
    List<String> more = new ArrayList<>(second);
    first.forEach(more::remove);
    List<String> differences = new ArrayList<>();
    lacking.forEach(line -> differences.add("- " + line));
    more.forEach(line -> differences.add("+ " + line));
    return differences;
  }

  private String steady(String line) {
    String steady = COLOUR.matcher(line).replaceAll("").replace(folder, "FOLDER");
    steady = AGENT_OPTION.matcher(steady).replaceAll("");
    steady = HALF_OF_DAY.matcher(steady).replaceAll("");
    steady = UUID.matcher(steady).replaceAll("UUID");
    steady = IDENTITY.matcher(steady).replaceAll("#");
    steady = NUMBER.matcher(steady).replaceAll("#");
    for (Pattern pattern : unsteady) {
      steady = pattern.matcher(steady).replaceAll("");
    }
    return JVM.matcher(BLANKS.matcher(steady).replaceAll(" ")).replaceAll("").strip();
  }
}
