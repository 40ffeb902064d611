package tbot.diag.hosts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Holds a part of its heap and works on many deep stacks that contend and allocate, natively too,
 * until standard input ends. A thread that runs out of memory prints that and ends the JVM with
 * exit code 3.
 */
public final class FullHeapHost {

  private static final int THREADS = 4;
  private static final int DEPTH = 64;
  private static final int ALLOCATIONS = 500;
  // Enough CPU time for each thread to be sampled within a profile.
  private static final int STEPS = 300_000;
  private static final int PAUSE_MILLIS = 10;
  private static final int HOLD_MILLIS = 3;
  private static final int BLOCK_BYTES = 64 * 1024;

  private static final Object LOCK = new Object();
  private static volatile Object result;

  private FullHeapHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments how many megabytes to hold
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    List<byte[]> held = new ArrayList<>();
    for (long bytes = Long.parseLong(arguments[0]) << 20; bytes > 0; bytes -= BLOCK_BYTES) {
      held.add(new byte[BLOCK_BYTES]);
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          if (thrown instanceof OutOfMemoryError) {
            System.out.println("out of memory in " + thread.getName());
            Runtime.getRuntime().halt(3);
          }
        });
    for (int i = 0; i < THREADS; i++) {
      int seed = i;
      DaemonThread.start("worker-" + i, () -> work(seed));
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Only the end matters.
    }
    System.out.println("bye, holding " + held.size() + ", last " + result);
  }

  private static void work(int seed) {
    for (int turn = seed; ; turn++) {
      result = odd(DEPTH, turn);
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static Object odd(int depth, int path) {
    return depth == 0 ? leaf() : step(depth, path);
  }

  private static Object even(int depth, int path) {
    return depth == 0 ? leaf() : step(depth, path);
  }

  private static Object step(int depth, int path) {
    boolean odd = (path >>> (depth % 8) & 1) == 1;
    return odd ? odd(depth - 1, path) : even(depth - 1, path);
  }

  private static Object leaf() {
    long value = STEPS;
    for (int i = 0; i < STEPS; i++) {
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
    }
    synchronized (LOCK) {
      byte[] garbage = new byte[value == 0 ? 1 : 0];
      for (int i = 0; i < ALLOCATIONS; i++) {
        garbage = new byte[256];
        result = garbage;
      }
      // Takes memory from malloc, which nothing else here must.
      new Deflater().end();
      try {
        // Long enough for waits of the other threads to be sampled.
        Thread.sleep(HOLD_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return garbage;
    }
  }
}
