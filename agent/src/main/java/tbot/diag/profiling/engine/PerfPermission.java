package tbot.diag.profiling.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Whether perf events include the kernel. Users without privileges often get them for user space
 * only. These lack the CPU time of system calls, which is large in servers, so the kernel's timers
 * are better then.
 */
final class PerfPermission {

  private static final Path PARANOID = Paths.get("/proc/sys/kernel/perf_event_paranoid");
  private static final Path STATUS = Paths.get("/proc/self/status");
  private static final String CAPABILITIES = "CapEff:";

  // Source: linux/capability.h. Either lifts the restriction, CAP_PERFMON since Linux 5.8.
  private static final long CAP_SYS_ADMIN = 1L << 21;
  private static final long CAP_PERFMON = 1L << 38;

  /** The highest {@code perf_event_paranoid} at which all users get perf events of the kernel. */
  private static final int MAX_LEVEL_FOR_ALL = 1;

  private PerfPermission() {}

  /** For this process; false if the system has no perf events. */
  static boolean coversKernel() {
    try {
      return coversKernel(read(PARANOID), read(STATUS));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * For the content of these files; false if it cannot be parsed.
   *
   * @param paranoid the content of {@code /proc/sys/kernel/perf_event_paranoid}
   * @param status the content of {@code /proc/self/status}
   */
  static boolean coversKernel(String paranoid, String status) {
    try {
      return Integer.parseInt(paranoid.trim()) <= MAX_LEVEL_FOR_ALL
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
