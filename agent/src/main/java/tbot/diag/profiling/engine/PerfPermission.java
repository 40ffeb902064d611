package tbot.diag.profiling.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Whether perf events may look into the kernel. An ordinary user often gets them for the program
 * alone; then they leave out the time of system calls, which a server has much of, and the kernel's
 * timers are the better choice.
 */
final class PerfPermission {

  private static final Path PARANOID = Paths.get("/proc/sys/kernel/perf_event_paranoid");
  private static final Path STATUS = Paths.get("/proc/self/status");
  private static final String CAPABILITIES = "CapEff:";

  // Of linux/capability.h; either lifts the restriction, the second since Linux 5.8.
  private static final long CAP_SYS_ADMIN = 1L << 21;
  private static final long CAP_PERFMON = 1L << 38;

  /** The highest level of {@code perf_event_paranoid} that lets everybody look into the kernel. */
  private static final int OPEN_TO_ALL = 1;

  private PerfPermission() {}

  /** As far as this system tells; false where it has no perf events. */
  static boolean coversKernel() {
    try {
      return coversKernel(read(PARANOID), read(STATUS));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * As this system would tell.
   *
   * @param paranoid the text of {@code /proc/sys/kernel/perf_event_paranoid}
   * @param status the text of {@code /proc/self/status}
   */
  static boolean coversKernel(String paranoid, String status) {
    try {
      return Integer.parseInt(paranoid.trim()) <= OPEN_TO_ALL
          || (capabilities(status) & (CAP_SYS_ADMIN | CAP_PERFMON)) != 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static long capabilities(String status) {
    int start = status.indexOf(CAPABILITIES);
    int end = status.indexOf('\n', start);
    return start < 0 || end < 0
        ? 0
        : Long.parseUnsignedLong(status.substring(start + CAPABILITIES.length(), end).trim(), 16);
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
