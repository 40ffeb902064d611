package tbot.diag.hooks;

/** A host whose handler is called with hardly any stack left; woven by {@link FullStackTest}. */
public final class DeepHandlerHost {

  private static int calls;

  private DeepHandlerHost() {}

  /** The handler. Counts the calls that got as far as its own code. */
  public static void handle() {
    calls++;
  }

  /** Calls the handler in each frame on the way back from an overflow. */
  public static void dive(int frames) {
    try {
      if (frames > 0) {
        dive(frames - 1);
      }
    } catch (StackOverflowError e) {
      // This is the deepest frame.
    }
    try {
      handle();
    } catch (StackOverflowError e) {
      // As without hooks: too little is left for a call.
    }
  }

  /** How many calls there were. */
  public static int calls() {
    return calls;
  }
}
