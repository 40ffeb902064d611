package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.LongUnaryOperator;

/**
 * Uses CPU time in known methods until standard input ends.
 *
 * <p>Threads: {@code heavy} works three times as much as {@code light}; {@code deep} works a little
 * below 300 calls of one method; {@code lister} works in native code and the kernel. All pause in
 * between and use less than one core together.
 *
 * <p>Keeps a journal of the CPU clocks of {@code heavy} and {@code light}. Answers a line {@code
 * cpu FROM TO}, in milliseconds since 1970, with the CPU nanoseconds of each in that time; {@code
 * exit} ends the JVM.
 */
public final class BurnHost {

  private static final int DEPTH = 300;
  private static final long SLICE_NANOS = 1_000_000;

  /** The light thread works once for each turn of the heavy one, also on a busy machine. */
  private static final Semaphore LIGHT_TURNS = new Semaphore(0);

  private static volatile long result;

  private BurnHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    Thread heavy = DaemonThread.start("heavy", BurnHost::heavy);
    Thread light = DaemonThread.start("light", BurnHost::light);
    DaemonThread.start("deep", BurnHost::deep);
    DaemonThread.start("lister", BurnHost::list);
    System.out.println("ready");
    CpuJournal journal = new CpuJournal(heavy, light);
    DaemonThread.start("journal", journal);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("exit")) {
        System.exit(0);
      }
      System.out.println(
          "cpu " + journal.between(Long.parseLong(words[1]), Long.parseLong(words[2])));
    }
  }

  private static void heavy() {
    LongUnaryOperator step = value -> churn(value);
    while (true) {
      burn(3 * SLICE_NANOS, step);
      LIGHT_TURNS.release();
      DaemonThread.sleep(7);
    }
  }

  private static void light() {
    LongUnaryOperator step = value -> churn(value);
    while (true) {
      LIGHT_TURNS.acquireUninterruptibly();
      burn(SLICE_NANOS, step);
    }
  }

  private static void deep() {
    while (true) {
      descend(DEPTH);
      DaemonThread.sleep(9);
    }
  }

  private static long descend(int depth) {
    if (depth > 1) {
      return descend(depth - 1) + 1;
    }
    return burn(SLICE_NANOS, value -> churn(value));
  }

  private static void list() {
    while (true) {
      long until = System.nanoTime() + SLICE_NANOS;
      while (System.nanoTime() < until) {
        result = new File("/").list().length;
      }
      DaemonThread.sleep(9);
    }
  }

  /** Works until the thread has used this much CPU time. */
  private static long burn(long nanos, LongUnaryOperator step) {
    long value = result;
    long until = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + nanos;
    while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < until) {
      value = step.applyAsLong(value);
    }
    result = value;
    return value;
  }

  /** The JIT compiler inlines {@code mix} and {@code shift} here. */
  private static long churn(long seed) {
    long value = seed;
    for (int i = 0; i < 20_000; i++) {
      value = mix(value, i);
    }
    return value;
  }

  private static long mix(long value, int i) {
    return shift(value) * 31 + i;
  }

  private static long shift(long value) {
    long mixed = value;
    mixed ^= mixed << 13;
    mixed ^= mixed >>> 7;
    mixed ^= mixed << 17;
    return mixed;
  }
}
