package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls a method again and again on two threads: of four calls, one waits for 120 ms and the others
 * for 5 ms. The line {@code slow} on standard input is answered with {@code slow A B}: how long all
 * calls of either kind took that took 50 ms or longer, in milliseconds; {@code stick} begins a call
 * of another method that does not end, and is answered with {@code stuck} when that has taken 300
 * ms.
 */
public final class LatencyHost {

  private static final int THREADS = 2;
  private static final int SLOW_MILLIS = 120;
  private static final int FAST_MILLIS = 5;
  private static final int STICK_MILLIS = 300;
  private static final long THRESHOLD_NANOS = 50_000_000;
  private static final AtomicLong WAITED_NANOS = new AtomicLong();
  private static final AtomicLong ANSWERED_NANOS = new AtomicLong();

  private LatencyHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments none
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    for (int i = 0; i < THREADS; i++) {
      DaemonThread.start("handler-" + i, LatencyHost::work);
    }
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("stick")) {
        DaemonThread.start("sticker", LatencyHost::stick);
      } else {
        System.out.println("slow " + millis(WAITED_NANOS) + " " + millis(ANSWERED_NANOS));
      }
    }
  }

  private static void work() {
    for (int turn = 0; ; turn++) {
      long start = System.nanoTime();
      handle(turn);
      long nanos = System.nanoTime() - start;
      if (nanos >= THRESHOLD_NANOS) {
        (waits(turn) ? WAITED_NANOS : ANSWERED_NANOS).addAndGet(nanos);
      }
    }
  }

  private static long millis(AtomicLong nanos) {
    return nanos.get() / 1_000_000;
  }

  private static boolean waits(int turn) {
    return turn % 4 == 0;
  }

  private static void handle(int turn) {
    if (waits(turn)) {
      waitForDatabase();
    } else {
      answerFromCache();
    }
  }

  private static void waitForDatabase() {
    DaemonThread.sleep(SLOW_MILLIS);
  }

  private static void answerFromCache() {
    DaemonThread.sleep(FAST_MILLIS);
  }

  private static void stick() {
    DaemonThread.sleep(STICK_MILLIS);
    System.out.println("stuck");
    DaemonThread.sleep(Integer.MAX_VALUE);
  }
}
