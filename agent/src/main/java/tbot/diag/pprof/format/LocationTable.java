package tbot.diag.pprof.format;

import java.util.Arrays;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.LongIndex;

/**
 * Numbers the locations of a profile from 1, in the order in which they are first asked for. A
 * location is a run of frames of some stack; two are the same when functions and lines are, as
 * their addresses are: which is when the hash is, that the addresses are made of.
 */
final class LocationTable {

  private static final int INITIAL_CAPACITY = 512;

  private final LongIndex ids = new LongIndex();
  // By id: a stack that has the location, and where.
  private CallStack[] stacks = new CallStack[INITIAL_CAPACITY];
  private int[] starts = new int[INITIAL_CAPACITY];
  private int[] ends = new int[INITIAL_CAPACITY];

  /** How many locations have a number: the highest one. */
  int size() {
    return ids.size();
  }

  /**
   * The number of a location; one more than {@link #size} was when it is new.
   *
   * @param from the first of its frames, the innermost
   * @param to behind the last of its frames
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

  /** A stack that has the location of that number, from {@link #start} to {@link #end}. */
  CallStack stack(int id) {
    return stacks[id];
  }

  /** The innermost frame of the location, in {@link #stack}. */
  int start(int id) {
    return starts[id];
  }

  /** Behind the outermost frame of the location, in {@link #stack}. */
  int end(int id) {
    return ends[id];
  }
}
