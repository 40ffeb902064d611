package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs one busy thread beside many that have little to do, until standard input ends. Either 40
 * threads use 3 ms of CPU time each second, or a hundred threads a second use 2 ms each and end.
 *
 * <p>Answers a line on standard input with the CPU nanoseconds that the busy thread, the other
 * threads and the whole process have used so far, and with {@link System#nanoTime}.
 */
public final class SlightlyBusyHost {

  private static final int THREADS = 40;
  private static final long BURST_NANOS = 3_000_000;
  private static final long REST_MILLIS = 1_000;
  private static final long LIFE_NANOS = 2_000_000;
  private static final long START_MILLIS = 10;

  private static final ThreadMXBean CLOCKS = ManagementFactory.getThreadMXBean();
  private static final AtomicLong ENDED_NANOS = new AtomicLong();

  private static volatile long result;

  private SlightlyBusyHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments {@code many} or {@code short}
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    Thread busy = DaemonThread.start("busy", () -> burn(Long.MAX_VALUE / 2));
    List<Thread> little = new ArrayList<>();
    if (arguments[0].equals("many")) {
      for (int i = 0; i < THREADS; i++) {
        long phase = i * REST_MILLIS / THREADS;
        little.add(DaemonThread.start("many-" + i, () -> burnNowAndThen(phase)));
      }
    } else {
      DaemonThread.start("starter", SlightlyBusyHost::startOneAfterTheOther);
    }
    com.sun.management.OperatingSystemMXBean process =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      long used = ENDED_NANOS.get();
      for (Thread thread : little) {
        used += CLOCKS.getThreadCpuTime(thread.getId());
      }
      System.out.println(
          "used "
              + CLOCKS.getThreadCpuTime(busy.getId())
              + " "
              + used
              + " "
              + process.getProcessCpuTime()
              + " "
              + System.nanoTime());
    }
  }

  private static void burnNowAndThen(long phaseMillis) {
    DaemonThread.sleep(phaseMillis);
    while (true) {
      burn(BURST_NANOS);
      DaemonThread.sleep(REST_MILLIS);
    }
  }

  private static void startOneAfterTheOther() {
    for (int i = 0; true; i++) {
      DaemonThread.start("short-" + i, SlightlyBusyHost::liveShortly);
      DaemonThread.sleep(START_MILLIS);
    }
  }

  private static void liveShortly() {
    burn(LIFE_NANOS);
    ENDED_NANOS.addAndGet(CLOCKS.getCurrentThreadCpuTime());
  }

  /** Works until the thread has used this much CPU time. */
  private static void burn(long nanos) {
    long until = CLOCKS.getCurrentThreadCpuTime() + nanos;
    long value = result + 1;
    while (CLOCKS.getCurrentThreadCpuTime() < until) {
      for (int i = 0; i < 10_000; i++) {
        value ^= value << 13;
        value ^= value >>> 7;
        value ^= value << 17;
      }
    }
    result = value;
  }
}
