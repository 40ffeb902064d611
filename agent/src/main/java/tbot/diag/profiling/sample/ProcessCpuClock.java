package tbot.diag.profiling.sample;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * The CPU time that this process has used, all its threads together, those that have ended too.
 *
 * <p>From {@code /proc/self/stat}, which counts in hundredths of a second. The JVM's own figure
 * takes JMX, which a host may not have loaded.
 */
public final class ProcessCpuClock implements LongSupplier {

  /** What {@link #nanos} says where there is no such clock. */
  public static final long UNKNOWN = -1;

  /** {@code USER_HZ} is 100 on every Linux. */
  private static final long TICK_NANOS = 10_000_000;

  private static final int LINE_BYTES = 1024;

  // Counted from behind the name, as fields 14 and 15 of the whole are.
  private static final int USER_FIELD = 11;
  private static final int SYSTEM_FIELD = 12;

  @Override
  public long getAsLong() {
    return nanos();
  }

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

  /** Reads the line, in which the program's name stands in parentheses and may hold anything. */
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
