package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * Allocates some 150 MB a second in two known methods until standard input ends, and keeps a known
 * part of it.
 *
 * <p>Each line on standard input is answered by the bytes that the threads {@code small} and {@code
 * large} have allocated so far, by the JVM's own count, and by the time on the clock.
 */
public final class AllocationHost {

  private static final int SMALL_BYTES = 2_000;
  private static final int LARGE_BYTES = 500_000;
  private static final int BYTES_PER_TURN = 1_000_000;
  private static final int TURN_MILLIS = 10;

  /** Keeps the JIT compiler from leaving the allocations out. */
  static volatile Object garbage;

  private AllocationHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    Thread small = start("small", AllocationHost::small);
    Thread large = start("large", AllocationHost::large);
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

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void small() {
    while (true) {
      for (int i = 0; i < BYTES_PER_TURN / SMALL_BYTES; i++) {
        garbage = new byte[SMALL_BYTES];
      }
      pause();
    }
  }

  private static void large() {
    byte[][] kept = new byte[20][];
    for (int i = 0; true; i++) {
      kept[i % kept.length] = new byte[LARGE_BYTES];
      garbage = kept;
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(TURN_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
