package tbot.diag.bench;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Opens a file every 5 ms, as a host that works on files does, and notes how that goes. */
final class FileOpens implements Runnable {

  private static final String FILE = "/dev/null";
  private static final long INTERVAL_NANOS = 5_000_000;

  private int count;
  private int failed;
  private long longestNanos;

  private FileOpens() {}

  /** Begins, in a thread of its own. */
  static FileOpens start() {
    FileOpens opens = new FileOpens();
    Thread thread = new Thread(opens, "file-opens");
    thread.setDaemon(true);
    thread.start();
    return opens;
  }

  /**
   * Describes what happened since the previous report.
   *
   * @return {@code opens COUNT FAILED LONGEST}, the last in microseconds
   */
  synchronized String report() {
    String line = "opens " + count + " " + failed + " " + longestNanos / 1_000;
    count = 0;
    failed = 0;
    longestNanos = 0;
    return line;
  }

  @Override
  public void run() {
    while (true) {
      long start = System.nanoTime();
      boolean opened = open();
      add(opened, System.nanoTime() - start);
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
  }

  private static boolean open() {
    try (FileInputStream file = new FileInputStream(FILE)) {
      return file.getFD().valid();
    } catch (IOException | OutOfMemoryError e) {
      return false;
    }
  }

  private synchronized void add(boolean opened, long nanos) {
    count++;
    failed += opened ? 0 : 1;
    longestNanos = Math.max(longestNanos, nanos);
  }
}
