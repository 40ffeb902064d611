package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Runs out of memory on command. Each line {@code MILLIS KILOBYTES} on standard input is answered
 * with {@code full} when the heap is full, and with {@code free} when it is free again after so
 * many milliseconds. In between, about so many kilobytes are left free; with 0, what others free is
 * taken again and again.
 */
public final class OutOfMemoryHost {

  private static final int BLOCK_BYTES = 1024;
  private static final byte[] FULL = {'f', 'u', 'l', 'l', '\n'};
  private static final byte[] FREE = {'f', 'r', 'e', 'e', '\n'};

  private Object[] held;

  private OutOfMemoryHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    OutOfMemoryHost host = new OutOfMemoryHost();
    System.out.println("ready");
    // Loads a class while there is memory for it.
    DaemonThread.sleep(0);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      host.fill(Long.parseLong(words[0]), Integer.parseInt(words[1]));
    }
  }

  private void fill(long millis, int kilobytesLeft) throws IOException {
    takeAll();
    giveBack(kilobytesLeft * BLOCK_BYTES);
    System.out.write(FULL, 0, FULL.length);
    System.out.flush();
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() - end < 0) {
      DaemonThread.sleep(1);
      if (kilobytesLeft == 0) {
        takeAll();
      }
    }
    held = null;
    System.out.write(FREE, 0, FREE.length);
    System.out.flush();
  }

  private void takeAll() {
    for (int bytes = BLOCK_BYTES; bytes > 0; bytes /= 4) {
      try {
        while (true) {
          held = new Object[] {held, new byte[bytes]};
        }
      } catch (OutOfMemoryError e) {
        // Smaller blocks may fit.
      }
    }
  }

  private void giveBack(int bytes) {
    for (int left = bytes; left > 0; held = (Object[]) held[0]) {
      left -= ((byte[]) held[1]).length;
    }
  }
}
