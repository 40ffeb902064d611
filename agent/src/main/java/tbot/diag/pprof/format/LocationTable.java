package tbot.diag.pprof.format;

import java.util.Arrays;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.LongIndex;

/**
 * Gives the locations of a profile ids from 1, in order of first use. A location is a run of frames
 * of a stack. Locations are equal if their content hashes are equal; addresses come from the same
 * hash.
 */
final class LocationTable {

  private static final int INITIAL_CAPACITY = 512;

  private final LongIndex ids = new LongIndex();
  // By id: a stack that contains the location, and its range of frames.
  private CallStack[] stacks = new CallStack[INITIAL_CAPACITY];
  private int[] starts = new int[INITIAL_CAPACITY];
  private int[] ends = new int[INITIAL_CAPACITY];

  /** The number of locations, which is the highest id. */
  int size() {
    return ids.size();
  }

  /**
   * The id of a location; a new location gets the next one.
   *
   * @param from the index of its innermost frame
   * @param to the index after its outermost frame
   */
  int idOf(CallStack stack, int from, int to) {
    int known = ids.size();
    int id = ids.add(stack.contentHash(from, to));
    if (id <= known) {
      return id;
    }
    if (id == stacks.length) {
      int capacity = 2 * id;
      stacks = Arrays.copyOf(stacks, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    stacks[id] = stack;
    starts[id] = from;
    ends[id] = to;
    return id;
  }

  /** A stack that contains the location from {@link #start} to {@link #end}. */
  CallStack stack(int id) {
    return stacks[id];
  }

  /** The index of its innermost frame in {@link #stack}. */
  int start(int id) {
    return starts[id];
  }

  /** The index after its outermost frame in {@link #stack}. */
  int end(int id) {
    return ends[id];
  }
}
