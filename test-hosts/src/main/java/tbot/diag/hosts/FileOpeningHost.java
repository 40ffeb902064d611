package tbot.diag.hosts;

import java.io.FileInputStream;
import java.io.IOException;

/**
 * Opens a file every few milliseconds, until a line comes. Then it prints how often that failed.
 */
public final class FileOpeningHost {

  private FileOpeningHost() {}

  /** Runs it; no arguments. */
  public static void main(String[] arguments) throws Exception {
    System.out.println("ready");
    int opened = 0;
    int failed = 0;
    while (System.in.available() == 0) {
      try (FileInputStream file = new FileInputStream("/proc/self/limits")) {
        opened += Math.min(1, file.read());
      } catch (IOException e) {
        failed++;
      }
      Thread.sleep(2);
    }
    System.out.println(
        failed == 0 && opened > 0 ? "all opens succeeded" : failed + " opens failed");
  }
}
