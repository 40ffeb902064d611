package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens a file every two milliseconds. Each line on standard input is answered with {@code opened N
 * failed M}, the counts since the start.
 */
public final class FileOpeningHost {

  private static final String FILE = "/dev/null";
  private static final long INTERVAL_MILLIS = 2;

  private static final AtomicInteger OPENED = new AtomicInteger();
  private static final AtomicInteger FAILED = new AtomicInteger();

  private FileOpeningHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    DaemonThread.start("opener", FileOpeningHost::openAgainAndAgain);
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    while (in.readLine() != null) {
      System.out.println("opened " + OPENED + " failed " + FAILED);
    }
  }

  private static void openAgainAndAgain() {
    while (true) {
      try (FileInputStream file = new FileInputStream(FILE)) {
        (file.getFD().valid() ? OPENED : FAILED).incrementAndGet();
      } catch (IOException e) {
        FAILED.incrementAndGet();
      }
      DaemonThread.sleep(INTERVAL_MILLIS);
    }
  }
}
