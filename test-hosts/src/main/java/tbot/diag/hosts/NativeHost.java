package tbot.diag.hosts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Allocates native memory, by a deflater each 20 ms: by turns one that it ends at once and one that
 * it keeps, until standard input ends. A line is answered with {@code kept N}.
 */
public final class NativeHost {

  private static final List<Deflater> KEPT = new ArrayList<>();
  private static final int MAX_KEPT = 1000;

  private NativeHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments none
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    DaemonThread.start("allocator", NativeHost::allocate);
    System.out.println("ready");
    for (int c = System.in.read(); c >= 0; c = System.in.read()) {
      if (c == '\n') {
        System.out.println("kept " + kept());
      }
    }
  }

  private static void allocate() {
    while (kept() < MAX_KEPT) {
      keep();
      DaemonThread.sleep(20);
      release();
      DaemonThread.sleep(20);
    }
  }

  private static void keep() {
    Deflater deflater = new Deflater();
    synchronized (KEPT) {
      KEPT.add(deflater);
    }
  }

  private static void release() {
    new Deflater().end();
  }

  private static int kept() {
    synchronized (KEPT) {
      return KEPT.size();
    }
  }
}
