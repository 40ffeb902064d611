package tbot.diag.http.engine;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import tbot.diag.log.Log;

/** How many connections the limit of open files leaves to us: half of the files at most. */
final class FileLimit {

  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_WAITING = 1024;
  private static final String LABEL = "Max open files";

  private FileLimit() {}

  /** A quarter of the files that the process may open, at most 256, which is for unknown limits. */
  static int connections() {
    return quarter(MOST_CONNECTIONS);
  }

  /** The same, at most 1024. */
  static int waitingRequests() {
    return quarter(MOST_WAITING);
  }

  private static int quarter(int most) {
    try (FileInputStream file = new FileInputStream("/proc/self/limits")) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(LABEL)) {
          return quarter(line, most);
        }
      }
    } catch (IOException | RuntimeException e) {
      Log.debug("the limit of open files is unknown: " + e);
    }
    return most;
  }

  /**
   * A quarter of the files, from a line of {@code /proc/self/limits}.
   *
   * @param most the upper bound
   * @throws NumberFormatException if it has no soft limit
   */
  static int quarter(String line, int most) {
    String soft = line.substring(LABEL.length()).trim().split(" ", 2)[0];
    if (soft.equals("unlimited")) {
      return most;
    }
    return (int) Math.max(1, Math.min(most, Long.parseLong(soft) / 4));
  }
}
