package tbot.diag.profiling.jfr;

import java.io.IOException;
import java.util.Arrays;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.FrameTable;
import tbot.diag.profiling.stack.LongIndex;
import tbot.diag.profiling.stack.LongMap;

/**
 * The stacks of a chunk, by id.
 *
 * <p>They are read in their order in the file, before the events that refer to them, which is
 * faster than one lookup per event. Stacks beyond a limit are read when an event refers to them.
 */
final class JfrStacks implements JfrPools.StackReader {

  /**
   * The limit for the frames of all stacks that are read before the events: 6 MB. A stack's part is
   * freed when the stack is first used. Chunks of the recorder seldom have more: it reads a
   * recording at 8 MB, of which a frame takes five to seven bytes.
   */
  static final int MAX_FRAMES = 1_500_000;

  /** Twice what the profiler records by default. Each event can refer to the deepest stack. */
  private static final int MAX_DEPTH = 4096;

  /**
   * The limit for the frames of the other stacks that are cached: 1 MB of references, 2 MB without
   * compressed pointers.
   */
  private static final int MAX_CACHED_FRAMES = 250_000;

  /** Enough for some stacks, which can be anywhere in the recording. */
  static final int LOOKUP_WINDOW_BYTES = 1024;

  private static final int INITIAL_CAPACITY = 256;

  private static final CallStack NO_STACK = CallStack.ofNative("[no stack]");

  private final JfrInput all;
  private final JfrInput lookups;
  private final JfrPools pools;
  private final int maxFrames;
  private final JfrFrames frames;
  private LongIndex ids = new LongIndex();
  // Both indexed by the number of the stack's id. A stack is in the first until it is used, and in
  // the second after that.
  private int[][] framesOfStacks = {};
  private CallStack[] stacks = {};
  private int framesHeld;
  private LongMap<CallStack> cachedStacks = new LongMap<>();
  private int cachedFrames;

  /**
   * For the chunks of one recording.
   *
   * @param all the recording, for sequential reading
   * @param lookups the same recording, for stacks that are read when they are used
   * @param pools the constants; does not read from {@code lookups}
   * @param frames interns frames and stacks
   * @param maxFrames {@link #MAX_FRAMES}, or less in a test
   */
  JfrStacks(JfrInput all, JfrInput lookups, JfrPools pools, FrameTable frames, int maxFrames) {
    this.all = all;
    this.lookups = lookups;
    this.pools = pools;
    this.maxFrames = maxFrames;
    this.frames = new JfrFrames(pools, frames);
  }

  /**
   * Reads the constants of a chunk, including its stacks, and drops those of the previous chunk.
   *
   * @param checkpoints those of the chunk, in the recording for sequential reading
   * @param types the types of the chunk
   * @throws IOException if the constants are damaged
   */
  void readChunk(JfrCheckpoints checkpoints, JfrTypes types) throws IOException {
    ids = new LongIndex();
    framesOfStacks = new int[INITIAL_CAPACITY][];
    stacks = new CallStack[INITIAL_CAPACITY];
    framesHeld = 0;
    cachedStacks = new LongMap<>();
    cachedFrames = 0;
    frames.beginChunk();
    pools.read(checkpoints, types, this);
    frames.decodeFunctions();
  }

  @Override
  public void expect(int count) {
    if (ids.size() == 0) {
      ids.reserve(count);
      framesOfStacks = new int[count + INITIAL_CAPACITY][];
      stacks = new CallStack[count + INITIAL_CAPACITY];
      // There are about as many distinct frames as stacks, or a few times more.
      frames.expect(count);
    }
  }

  @Override
  public boolean read(long id, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("a stack of " + depth + " frames");
    }
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

  /** The stack that has an id; the stack {@code [no stack]} if the recording has none. */
  CallStack get(int id) {
    int number = ids.get(id);
    if (number == 0) {
      return lookUp(id);
    }
    if (stacks[number] == null) {
      stacks[number] = stack(framesOfStacks[number]);
      framesOfStacks[number] = null;
    }
    return stacks[number];
  }

  private CallStack lookUp(int id) {
    CallStack known = cachedStacks.get(id);
    if (known != null) {
      return known;
    }
    int depth = pools.seekStack(lookups, id);
    CallStack stack = stack(frames.read(lookups, depth));
    cachedFrames += depth;
    if (cachedFrames > MAX_CACHED_FRAMES) {
      cachedStacks = new LongMap<>();
      cachedFrames = depth;
    }
    cachedStacks.put(id, stack);
    return stack;
  }

  private CallStack stack(int[] numbers) {
    return numbers.length == 0 ? NO_STACK : frames.stack(numbers);
  }
}
