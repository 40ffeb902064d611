package tbot.diag.profiling.stack;

/**
 * Makes equal functions, frames and stacks one object, so that a long recording holds each once
 * however many segments it is read from, and comparing two is seldom more than comparing
 * references. Bounded: a table that has grown too large starts anew, which costs some duplicates
 * and nothing else. For one thread.
 */
public final class FrameTable {

  private static final int MAX_FRAMES = 50_000;

  /** Of all stacks together: 2 MB of references, to stacks that most windows hold anyway. */
  private static final int MAX_FRAMES_OF_STACKS = 500_000;

  // By their hashes.
  private LongMap<Function> functions = new LongMap<>();
  private LongMap<Frame> frames = new LongMap<>();
  private LongMap<CallStack> stacks = new LongMap<>();
  private int framesOfStacks;

  /**
   * Makes room in advance, if it has nothing yet.
   *
   * @param functionCount how many functions there will be, about
   * @param frameCount how many frames
   */
  public void expect(int functionCount, int frameCount) {
    if (frames.size() == 0) {
      functions = new LongMap<>(functionCount);
      frames = new LongMap<>(Math.min(frameCount, MAX_FRAMES));
    }
  }

  public Function function(Function.Origin origin, String name, String file) {
    Function function = new Function(origin, name, file);
    return first(functions, function.contentHash(), function);
  }

  public Frame frame(Function function, int line, boolean inlined) {
    if (frames.size() >= MAX_FRAMES) {
      clear();
    }
    Frame frame = new Frame(function, line, inlined);
    return first(frames, frame.hash(), frame);
  }

  /** The stack that stands for all that are equal to this one. */
  public CallStack stack(CallStack stack) {
    if (framesOfStacks >= MAX_FRAMES_OF_STACKS) {
      clearStacks();
    }
    int known = stacks.size();
    CallStack first = first(stacks, stack.hash(), stack);
    if (stacks.size() > known) {
      framesOfStacks += stack.depth();
    }
    return first;
  }

  /** The one that stands for all that are equal to this; this itself when it is the first. */
  private static <T> T first(LongMap<T> known, long hash, T fresh) {
    T first = known.putIfAbsent(hash, fresh);
    return first == fresh || first.equals(fresh) ? first : fresh;
  }

  private void clearStacks() {
    stacks = new LongMap<>();
    framesOfStacks = 0;
  }

  public void clear() {
    functions = new LongMap<>();
    frames = new LongMap<>();
    clearStacks();
  }
}
