package tbot.diag.profiling.sample;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The CPU time that this process has used: all its threads together, including those that have
 * ended.
 *
 * <p>Read from {@code /proc/self/stat}, which counts in hundredths of a second. The JVM's own
 * counter needs JMX, which would be loaded into hosts that do not use it.
 */
public final class ProcessCpuClock {

  /** The value of {@link #nanos} where the time is not known. */
  public static final long UNKNOWN = -1;

  /** {@code USER_HZ} is 100 on every Linux. */
  private static final long TICK_NANOS = 10_000_000;

  private static final int LINE_BYTES = 1024;

  // Indexes after the program's name of utime and stime, which are fields 14 and 15 of the line.
  private static final int USER_FIELD = 11;
  private static final int SYSTEM_FIELD = 12;

  private ProcessCpuClock() {}

  /** Nanoseconds since the process began, or {@link #UNKNOWN}. */
  public static long nanos() {
    byte[] line = new byte[LINE_BYTES];
    try (InputStream in = new FileInputStream("/proc/self/stat")) {
      int length = in.read(line);
      return length <= 0
          ? UNKNOWN
          : parse(new String(line, 0, length, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** Parses the line. The program's name is in parentheses and may contain any character. */
  static long parse(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 1).trim().split(" ", -1);
    try {
      return (Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD]))
          * TICK_NANOS;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return UNKNOWN;
    }
  }
}
