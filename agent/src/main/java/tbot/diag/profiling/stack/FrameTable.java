package tbot.diag.profiling.stack;

/**
 * Interns functions, frames and stacks: equal ones become one object. A long recording then holds
 * each once, however many segments it is read from, and comparing two is mostly a comparison of
 * references. Bounded: a table that has become too large is emptied, which only costs duplicates.
 * For one thread.
 */
public final class FrameTable {

  private static final int MAX_FRAMES = 50_000;

  /**
   * The limit for the frames of all stacks together: 2 MB of references with compressed pointers.
   * Most windows hold these stacks anyway.
   */
  private static final int MAX_FRAMES_OF_STACKS = 500_000;

  // Keyed by hash.
  private LongMap<Function> functions = new LongMap<>();
  private LongMap<Frame> frames = new LongMap<>();
  private LongMap<CallStack> stacks = new LongMap<>();
  private int framesOfStacks;

  /**
   * Reserves capacity if the table is empty.
   *
   * @param functionCount about how many functions there will be
   * @param frameCount about how many frames there will be
   */
  public void expect(int functionCount, int frameCount) {
    if (frames.size() == 0) {
      functions = new LongMap<>(functionCount);
      frames = new LongMap<>(Math.min(frameCount, MAX_FRAMES));
    }
  }

  /** The function that stands for all equal to one with this content. */
  public Function function(Function.Origin origin, String name, String file) {
    Function function = new Function(origin, name, file);
    return first(functions, function.contentHash(), function);
  }

  /** The frame that stands for all equal to one with this content. */
  public Frame frame(Function function, int line, boolean inlined) {
    if (frames.size() >= MAX_FRAMES) {
      clear();
    }
    Frame frame = new Frame(function, line, inlined);
    return first(frames, frame.hash(), frame);
  }

  /** The stack that stands for all equal to this one. */
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

  /** The object that was added first of those equal to {@code fresh}, which may be itself. */
  private static <T> T first(LongMap<T> known, long hash, T fresh) {
    T first = known.putIfAbsent(hash, fresh);
    return first == fresh || first.equals(fresh) ? first : fresh;
  }

  private void clearStacks() {
    stacks = new LongMap<>();
    framesOfStacks = 0;
  }

  /** Empties the table. */
  public void clear() {
    functions = new LongMap<>();
    frames = new LongMap<>();
    clearStacks();
  }
}
