package tbot.diag.hooks;

/**
 * A host whose sessions start and end with hardly any stack left; woven by {@link FullStackTest}.
 */
public final class DeepHost {

  private static final DeepHost[] MADE = new DeepHost[1_000_000];
  private static int made;

  /** The start of a session. */
  public DeepHost() {}

  /** Its end. */
  public void close() {}

  /** Opens and closes a session in each frame on the way back from there, or from an overflow. */
  public static void dive(int frames) {
    try {
      if (frames > 0) {
        dive(frames - 1);
      }
    } catch (StackOverflowError e) {
      // This is the deepest frame.
    }
    if (made < MADE.length) {
      try {
        DeepHost host = new DeepHost();
        MADE[made++] = host;
        host.close();
      } catch (StackOverflowError e) {
        // As without hooks: too little stack is left for a call.
      }
    }
  }

  /** Closes all sessions again, as a host would after an overflow; returns their number. */
  public static int closeAll() {
    for (int i = 0; i < made; i++) {
      MADE[i].close();
    }
    return made;
  }
}
