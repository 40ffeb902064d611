package tbot.diag.hooks;

/**
 * Makes a stack overflow happen before a change and not in the middle of it. Otherwise a host whose
 * stack is nearly full could have a session that is known but not counted, or counted but not
 * known.
 */
public final class StackSpace {

  /** A few kilobytes, compiled or interpreted: several times what an event needs. */
  private static final int FRAMES = 128;

  private StackSpace() {}

  /**
   * Returns if there is room for what an event does.
   *
   * @throws StackOverflowError if there is not
   */
  public static void require() {
    descend(FRAMES);
  }

  private static int descend(int frames) {
    return frames == 0 ? 0 : 1 + descend(frames - 1);
  }
}
