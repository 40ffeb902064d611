package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor time of another process. */
final class ProcessorTime {

  private static final double MILLIS_PER_TICK = 10;

  private ProcessorTime() {}

  /** The user and system time of a process so far, in milliseconds, in steps of ten. */
  static double millis(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The name in parentheses may contain spaces, so count the fields after it: 11 and 12.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
  }
}
