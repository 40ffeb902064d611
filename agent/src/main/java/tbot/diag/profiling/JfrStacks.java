package tbot.diag.profiling;

/**
 * The stacks of a chunk, by their numbers.
 *
 * <p>They are read in the order in which they lie, before the events that name them, which takes
 * less than to look for each. Where there are too many to hold, the others are read when an event
 * names them.
 */
final class JfrStacks implements JfrPools.StackReader {

  /**
   * Of all stacks that are read at first: 4 MB of references, or 8 without compressed pointers, in
   * stacks that the profiles hold anyway. A chunk of the recorder hardly has more.
   */
  static final int MAX_FRAMES = 1_000_000;

  /** Of the others that are held: 1 MB, or 2 without compressed pointers. */
  private static final int MAX_LATER_FRAMES = 250_000;

  /** Some stacks, which lie anywhere. */
  static final int LATER_WINDOW_BYTES = 1024;

  private static final CallStack NO_STACK =
      new CallStack(new Frame(new Function(Function.Origin.NATIVE, "[no stack]", ""), 0, false));

  private final JfrInput all;
  private final JfrInput later;
  private final JfrPools pools;
  private final FrameTable frames;
  private final int maxFrames;
  private final JfrFrames chunkFrames;
  private LongMap<CallStack> stacks;
  private int framesHeld;
  private LongMap<CallStack> laterStacks;
  private int laterFramesHeld;

  /**
   * Knows nothing yet.
   *
   * @param all for what is read in one go
   * @param later another of the same recording, for stacks that are read when they are named
   * @param pools what the numbers mean; does not read from {@code later}
   * @param frames where equal frames and stacks become one
   * @param maxFrames of all stacks that are read at first: {@link #MAX_FRAMES}, or fewer in a test
   */
  JfrStacks(JfrInput all, JfrInput later, JfrPools pools, FrameTable frames, int maxFrames) {
    this.all = all;
    this.later = later;
    this.pools = pools;
    this.frames = frames;
    this.maxFrames = maxFrames;
    this.chunkFrames = new JfrFrames(pools, frames);
  }

  /** Forgets the numbers of the chunk before, and reads the stacks of this one. */
  void beginChunk() {
    chunkFrames.beginChunk();
    stacks = new LongMap<>();
    framesHeld = 0;
    laterStacks = new LongMap<>();
    laterFramesHeld = 0;
    pools.readStacks(all, this);
  }

  @Override
  public boolean read(long id, int depth) {
    if (framesHeld + depth > maxFrames) {
      return false;
    }
    framesHeld += depth;
    stacks.put(id, stack(all, depth));
    return true;
  }

  private CallStack stack(JfrInput in, int depth) {
    return depth == 0 ? NO_STACK : frames.stack(chunkFrames.read(in, depth));
  }

  /** A stack; one of a frame that says so where the recording has none. */
  CallStack get(int id) {
    CallStack known = stacks.get(id);
    return known == null ? getLater(id) : known;
  }

  private CallStack getLater(int id) {
    CallStack known = laterStacks.get(id);
    if (known != null) {
      return known;
    }
    int depth = pools.seekStack(later, id);
    CallStack stack = stack(later, depth);
    laterFramesHeld += depth;
    if (laterFramesHeld > MAX_LATER_FRAMES) {
      laterStacks = new LongMap<>();
      laterFramesHeld = depth;
    }
    laterStacks.put(id, stack);
    return stack;
  }
}
