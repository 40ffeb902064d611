package tbot.diag.profiling;

import java.io.File;
import java.io.IOException;

/** How this agent names its files while they have a name. */
final class TempFiles {

  private TempFiles() {}

  /** What the names start with: says whose they are and of which process. */
  static String prefix() {
    return "tbot-diag-" + processId() + "-";
  }

  private static String processId() {
    try {
      // A link to the process's number on Linux; elsewhere it resolves to itself.
      return new File("/proc/self").getCanonicalFile().getName();
    } catch (IOException e) {
      return "self";
    }
  }
}
