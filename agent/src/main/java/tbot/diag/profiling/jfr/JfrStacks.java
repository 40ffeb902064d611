package tbot.diag.profiling.jfr;

import java.io.IOException;
import java.util.Arrays;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.FrameTable;
import tbot.diag.profiling.stack.LongIndex;
import tbot.diag.profiling.stack.LongMap;

/**
 * The stacks of a chunk, by their numbers.
 *
 * <p>They are read in the order in which they lie, before the events that name them, which takes
 * less than to look for each. Where there are too many to hold, the others are read when an event
 * names them.
 */
final class JfrStacks implements JfrPools.StackReader {

  /**
   * Of all stacks that are read at first: 6 MB, of which each stack frees its part when it is asked
   * for. The recorder ends a chunk at 8 MB, and a frame takes five to seven bytes.
   */
  static final int MAX_FRAMES = 1_500_000;

  /** Of the others that are held: 1 MB of references, or 2 without compressed pointers. */
  private static final int MAX_LATER_FRAMES = 250_000;

  /** Some stacks, which lie anywhere. */
  static final int LATER_WINDOW_BYTES = 1024;

  private static final int INITIAL_CAPACITY = 256;

  private static final CallStack NO_STACK = CallStack.ofNative("[no stack]");

  private final JfrInput all;
  private final JfrInput later;
  private final JfrPools pools;
  private final int maxFrames;
  private final JfrFrames frames;
  private LongIndex ids = new LongIndex();
  // By the number of its id, a stack has frames until it is asked for, then is what was made of
  // them.
  private int[][] framesOfStacks = {};
  private CallStack[] stacks = {};
  private int framesHeld;
  private LongMap<CallStack> laterStacks = new LongMap<>();
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
    this.maxFrames = maxFrames;
    this.frames = new JfrFrames(pools, frames);
  }

  /**
   * Reads the constants of a chunk, its stacks among them, and forgets those of the one before.
   *
   * @param position where the last part of the pools lies
   * @param types the chunk's types
   * @throws IOException when they are damaged
   */
  void readChunk(int position, JfrTypes types) throws IOException {
    ids = new LongIndex();
    framesOfStacks = new int[INITIAL_CAPACITY][];
    stacks = new CallStack[INITIAL_CAPACITY];
    framesHeld = 0;
    laterStacks = new LongMap<>();
    laterFramesHeld = 0;
    frames.beginChunk();
    pools.read(all, position, types, this);
    frames.describeFunctions();
  }

  @Override
  public void expect(int count) {
    if (ids.size() == 0) {
      ids.reserve(count);
      framesOfStacks = new int[count + INITIAL_CAPACITY][];
      stacks = new CallStack[count + INITIAL_CAPACITY];
      // As many as stacks, or a few times more.
      frames.expect(count);
    }
  }

  @Override
  public boolean read(long id, int depth) {
    if (framesHeld + depth > maxFrames) {
      return false;
    }
    framesHeld += depth;
    int number = ids.add(id);
    if (number == stacks.length) {
      framesOfStacks = Arrays.copyOf(framesOfStacks, 2 * number);
      stacks = Arrays.copyOf(stacks, 2 * number);
    }
    framesOfStacks[number] = frames.read(all, depth);
    return true;
  }

  /** A stack; one of a frame that says so where the recording has none. */
  CallStack get(int id) {
    int number = ids.get(id);
    if (number == 0) {
      return getLater(id);
    }
    if (stacks[number] == null) {
      stacks[number] = stack(framesOfStacks[number]);
      framesOfStacks[number] = null;
    }
    return stacks[number];
  }

  private CallStack getLater(int id) {
    CallStack known = laterStacks.get(id);
    if (known != null) {
      return known;
    }
    int depth = pools.seekStack(later, id);
    CallStack stack = stack(frames.read(later, depth));
    laterFramesHeld += depth;
    if (laterFramesHeld > MAX_LATER_FRAMES) {
      laterStacks = new LongMap<>();
      laterFramesHeld = depth;
    }
    laterStacks.put(id, stack);
    return stack;
  }

  private CallStack stack(int[] numbers) {
    return numbers.length == 0 ? NO_STACK : frames.stack(numbers);
  }
}
