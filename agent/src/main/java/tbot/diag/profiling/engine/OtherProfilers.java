package tbot.diag.profiling.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds other copies of async-profiler in this process, for error messages. */
final class OtherProfilers {

  private OtherProfilers() {}

  /** The paths of their libraries; empty if {@code /proc} cannot be read. */
  static List<String> loaded() {
    try {
      return among(Files.readAllLines(Paths.get("/proc/self/maps"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new ArrayList<>();
    }
  }

  /** The libraries among the lines of {@code /proc/self/maps}. */
  static List<String> among(List<String> maps) {
    Set<String> found = new LinkedHashSet<>();
    for (String line : maps) {
      int slash = line.indexOf('/');
      if (slash < 0) {
        continue;
      }
      String path = line.substring(slash);
      String name = path.substring(path.lastIndexOf('/') + 1);
      // Datadog's fork is called javaProfiler. Our own library has a random name.
      if (name.contains("asyncProfiler") || name.contains("javaProfiler")) {
        found.add(path);
      }
    }
    return new ArrayList<>(found);
  }
}
