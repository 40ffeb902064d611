package tbot.diag.profiling;

/**
 * Makes equal functions, frames and stacks one object, so that a long recording holds each once
 * however many segments it is read from, and comparing two is seldom more than comparing
 * references. Bounded: a table that has grown too large starts anew, which costs some duplicates
 * and nothing else. For one thread.
 */
final class FrameTable {

  private static final int MAX_FRAMES = 50_000;

  /** Of all stacks together: 2 MB of references, to stacks that most windows hold anyway. */
  private static final int MAX_FRAMES_OF_STACKS = 500_000;

  private final Interned<Function> functions = new Interned<>();
  private final Interned<Frame> frames = new Interned<>();
  private final Interned<CallStack> stacks = new Interned<>();
  private int framesOfStacks;

  Function function(Function.Origin origin, String name, String file) {
    return functions.of(new Function(origin, name, file));
  }

  Frame frame(Function function, int line, boolean inlined) {
    if (frames.size() >= MAX_FRAMES) {
      clear();
    }
    return frames.of(new Frame(function, line, inlined));
  }

  /**
   * The stack of these frames.
   *
   * @param frames innermost first; taken over
   */
  CallStack stack(Frame[] frames) {
    if (framesOfStacks >= MAX_FRAMES_OF_STACKS) {
      clearStacks();
    }
    int known = stacks.size();
    CallStack stack = stacks.of(new CallStack(frames));
    if (stacks.size() > known) {
      framesOfStacks += frames.length;
    }
    return stack;
  }

  private void clearStacks() {
    stacks.clear();
    framesOfStacks = 0;
  }

  void clear() {
    functions.clear();
    frames.clear();
    clearStacks();
  }
}
