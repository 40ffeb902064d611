package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * Allocates some 150 MB a second in two known methods and keeps a known part of it, until standard
 * input ends.
 *
 * <p>Answers each line on standard input with the bytes that the threads {@code small} and {@code
 * large} have allocated so far by the JVM's own count, and with {@link System#nanoTime}.
 */
public final class AllocationHost {

  private static final int SMALL_BYTES = 2_000;
  private static final int LARGE_BYTES = 500_000;
  private static final int BYTES_PER_TURN = 1_000_000;
  private static final int TURN_MILLIS = 10;

  /** Prevents the JIT compiler from removing the allocations. */
  static volatile Object garbage;

  private AllocationHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    Thread small = DaemonThread.start("small", AllocationHost::small);
    Thread large = DaemonThread.start("large", AllocationHost::large);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(
          "allocated "
              + threads.getThreadAllocatedBytes(small.getId())
              + " "
              + threads.getThreadAllocatedBytes(large.getId())
              + " "
              + System.nanoTime());
    }
  }

  private static void small() {
    while (true) {
      for (int i = 0; i < BYTES_PER_TURN / SMALL_BYTES; i++) {
        garbage = new byte[SMALL_BYTES];
      }
      DaemonThread.sleep(TURN_MILLIS);
    }
  }

  private static void large() {
    byte[][] kept = new byte[20][];
    for (int i = 0; true; i++) {
      kept[i % kept.length] = new byte[LARGE_BYTES];
      garbage = kept;
      DaemonThread.sleep(TURN_MILLIS);
    }
  }
}
