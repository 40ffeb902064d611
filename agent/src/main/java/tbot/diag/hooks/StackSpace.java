package tbot.diag.hooks;

/**
 * Makes a stack overflow happen before a change and not in the middle of it. Otherwise a host whose
 * stack is nearly full could have a session that is known but not counted, or counted but not
 * known.
 */
public final class StackSpace {

  /** Four kilobytes compiled, more when interpreted: several times what an event needs. */
  private static final int FRAMES = 40;

  private StackSpace() {}

  /**
   * Returns if there is room for what an event does.
   *
   * @throws StackOverflowError if there is not
   */
  public static void require() {
    descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  /** All values are used after the call, so each compiled frame holds them: fewer calls will do. */
  private static long descend(
      int frames, long a, long b, long c, long d, long e, long f, long g, long h) {
    return frames == 0
        ? 0
        : descend(frames - 1, b, c, d, e, f, g, h, a) + (a ^ b ^ c ^ d ^ e ^ f ^ g ^ h);
  }
}
