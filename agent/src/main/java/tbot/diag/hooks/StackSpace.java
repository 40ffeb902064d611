package tbot.diag.hooks;

/**
 * Makes a stack overflow happen before a change of two things, and not between them: a host whose
 * stack is nearly full would have a session known and not counted, or the other way round.
 */
public final class StackSpace {

  /** Some kilobytes, compiled or not: several times what the events of a session take. */
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
