package tbot.diag.hosts;

import java.io.IOException;
import java.util.Random;

/**
 * Keeps {@value #KEPT} arrays and goes on allocating others, until standard input ends. Each is
 * allocated 150 calls deep, in a recursion through four methods in random order.
 */
public final class DeepHeapHost {

  /** How many arrays of {@link Kept} stay reachable. */
  private static final int KEPT = 50_000;

  /** Elements of an array: 4,464 bytes with references of four bytes. */
  private static final int LENGTH = 1_112;

  private static final int DEPTH = 150;
  private static final int GARBAGE_BYTES = 4_400;

  /** Prevents the JIT compiler from removing the allocations. */
  static volatile Object garbage;

  private DeepHeapHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    Random random = new Random(1);
    Object[] kept = new Object[KEPT];
    for (int i = 0; i < KEPT; i++) {
      kept[i] = next(random, DEPTH, true);
    }
    for (int i = 0; i < 2; i++) {
      Random own = new Random(i);
      DaemonThread.start(
          "worker-" + i,
          () -> {
            while (true) {
              garbage = next(own, DEPTH, false);
            }
          });
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Only the end matters.
    }
    System.out.println("bye, keeping " + kept.length);
  }

  private static Object next(Random random, int depth, boolean keep) {
    if (depth == 0) {
      return keep ? new Kept[LENGTH] : new byte[GARBAGE_BYTES];
    }
    switch (random.nextInt(4)) {
      case 0:
        return red(random, depth, keep);
      case 1:
        return green(random, depth, keep);
      case 2:
        return blue(random, depth, keep);
      default:
        return black(random, depth, keep);
    }
  }

  // Two frames a step, so that the recursion is 150 calls deep.

  private static Object red(Random random, int depth, boolean keep) {
    return next(random, depth - 2, keep);
  }

  private static Object green(Random random, int depth, boolean keep) {
    return next(random, depth - 2, keep);
  }

  private static Object blue(Random random, int depth, boolean keep) {
    return next(random, depth - 2, keep);
  }

  private static Object black(Random random, int depth, boolean keep) {
    return next(random, depth - 2, keep);
  }

  /** The element type of the kept arrays; there are no instances. */
  static final class Kept {
    private Kept() {}
  }
}
