package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * For each line on standard input, allocates 120 MB, keeps 100 MB of that, and prints {@code
 * allocated}.
 */
public final class GarbageHost {

  private static final int BLOCK_BYTES = 20_000;
  private static final int GARBAGE_BLOCKS = 1_000;
  private static final int KEPT_BLOCKS = 5_000;

  /** Prevents the JIT compiler from removing the allocations. */
  static volatile Object garbage;

  private GarbageHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    List<byte[]> kept = new ArrayList<>();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      keep(kept);
      waste();
      System.out.println("allocated");
    }
    System.out.println("bye, holding " + kept.size());
  }

  private static void keep(List<byte[]> kept) {
    for (int i = 0; i < KEPT_BLOCKS; i++) {
      kept.add(new byte[BLOCK_BYTES]);
    }
  }

  private static void waste() {
    for (int i = 0; i < GARBAGE_BLOCKS; i++) {
      garbage = new byte[BLOCK_BYTES];
    }
    garbage = null;
  }
}
