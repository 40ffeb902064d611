package tbot.diag.pprof;

import java.util.Arrays;
import tbot.diag.profiling.CallStack;
import tbot.diag.profiling.Frame;

/**
 * Numbers the locations of a profile from 1, in the order in which they are first asked for. A
 * location is a run of frames of some stack; two are the same when functions and lines are, as
 * their addresses are.
 *
 * <p>It is asked for each frame of a profile, some million times, in a JVM that has not compiled it
 * yet: so it makes no object of the question.
 */
final class LocationTable {

  private static final int INITIAL_CAPACITY = 1024;
  private static final int LATELY = 8192;

  // Open addressing: a slot has an id, or 0.
  private int[] slots = new int[INITIAL_CAPACITY];
  // By id.
  private CallStack[] stacks = new CallStack[INITIAL_CAPACITY / 2];
  private int[] starts = new int[INITIAL_CAPACITY / 2];
  private int[] lengths = new int[INITIAL_CAPACITY / 2];
  private int[] hashes = new int[INITIAL_CAPACITY / 2];
  private int size;

  // Most locations are of one frame, and equal frames mostly one object: what was asked for lately,
  // by its hash.
  private final Frame[] lately = new Frame[LATELY];
  private final int[] latelyIds = new int[LATELY];

  /** How many locations have a number: the highest one. */
  int size() {
    return size;
  }

  /**
   * The number of a location; one more than {@link #size} was when it is new.
   *
   * @param from the first of its frames, the innermost
   * @param to behind the last of its frames
   */
  int idOf(CallStack stack, int from, int to) {
    if (to - from > 1) {
      return find(stack, from, to);
    }
    Frame frame = stack.frame(from);
    int place = spread(frame.hashCode()) & (LATELY - 1);
    if (!frame.equals(lately[place])) {
      latelyIds[place] = find(stack, from, to);
      lately[place] = frame;
    }
    return latelyIds[place];
  }

  private int find(CallStack stack, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + stack.frame(i).hashCode();
    }
    int mask = slots.length - 1;
    int slot = spread(hash) & mask;
    for (int id = slots[slot]; id != 0; id = slots[slot]) {
      if (hashes[id] == hash && isSame(id, stack, from, to)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    return add(hash, slot, stack, from, to);
  }

  private boolean isSame(int id, CallStack stack, int from, int to) {
    if (lengths[id] != to - from) {
      return false;
    }
    for (int i = from, j = starts[id]; i < to; i++, j++) {
      Frame mine = stacks[id].frame(j);
      Frame theirs = stack.frame(i);
      if (mine.line() != theirs.line() || !mine.function().equals(theirs.function())) {
        return false;
      }
    }
    return true;
  }

  private int add(int hash, int slot, CallStack stack, int from, int to) {
    int id = ++size;
    slots[slot] = id;
    stacks[id] = stack;
    starts[id] = from;
    lengths[id] = to - from;
    hashes[id] = hash;
    if (id + 1 == stacks.length) {
      grow();
    }
    return id;
  }

  /** At most half of the slots are in use. */
  private void grow() {
    int capacity = stacks.length * 2;
    stacks = Arrays.copyOf(stacks, capacity);
    starts = Arrays.copyOf(starts, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    slots = new int[2 * capacity];
    int mask = slots.length - 1;
    for (int id = 1; id <= size; id++) {
      int slot = spread(hashes[id]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id;
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }
}
