package tbot.diag.http.engine;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import tbot.diag.log.Log;

/** How many connections the limit of open files leaves to us. */
final class FileLimit {

  private static final int MOST = 256;
  private static final String LABEL = "Max open files";

  private FileLimit() {}

  /** A quarter of the files that the process may open, at most 256, which is for unknown limits. */
  static int connections() {
    try (FileInputStream file = new FileInputStream("/proc/self/limits")) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(LABEL)) {
          return connections(line);
        }
      }
    } catch (IOException | RuntimeException e) {
      Log.debug("the limit of open files is unknown: " + e);
    }
    return MOST;
  }

  /**
   * The same, from a line of {@code /proc/self/limits}.
   *
   * @throws NumberFormatException if it has no soft limit
   */
  static int connections(String line) {
    String soft = line.substring(LABEL.length()).trim().split(" ", 2)[0];
    if (soft.equals("unlimited")) {
      return MOST;
    }
    return (int) Math.max(1, Math.min(MOST, Long.parseLong(soft) / 4));
  }
}
