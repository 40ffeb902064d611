package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs out of threads on command. Each line {@code MILLIS} on standard input is answered with
 * {@code full} when no thread can be started any more, and with {@code free} when all have ended
 * again after so many milliseconds.
 */
public final class OutOfThreadsHost {

  private OutOfThreadsHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      occupy(Long.parseLong(line));
    }
  }

  private static void occupy(long millis) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    startAll(threads, end);
    System.out.println("full");
    for (long until = System.nanoTime() + millis * 1_000_000; System.nanoTime() - until < 0; ) {
      // What others have given back.
      DaemonThread.sleep(1);
      startAll(threads, end);
    }
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("free");
  }

  private static void startAll(List<Thread> threads, CountDownLatch end) {
    try {
      while (true) {
        threads.add(DaemonThread.start("occupant", () -> awaitQuietly(end)));
      }
    } catch (OutOfMemoryError e) {
      // The system gives no more.
    }
  }

  private static void awaitQuietly(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
