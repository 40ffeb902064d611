package tbot.diag.pprof.profile;

import java.util.Arrays;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;

/**
 * Sums of values by stack and label.
 *
 * <p>A table of samples is bounded. When its room is short, a stack that it does not hold yet is
 * kept by its innermost frames alone, under a root named {@code (truncated)}, and by fewer the less
 * room is left. When there is no room at all, such stacks are summed under one named {@code (other
 * stacks)}. A row never changes its stack, so its sums never go down.
 *
 * <p>It is held in the host's heap, and asked for each sample: so it consists of a few arrays, and
 * makes no object of the question.
 *
 * <p>Not synchronised; the writer hands it over to the reader.
 */
public final class SampleTable {

  /** The stack that stands for all beyond the bound. */
  public static final CallStack OTHER_STACKS = CallStack.ofNative("(other stacks)");

  /** The share of the room that most tables keep for cut stacks. */
  public static final double CUT_ROOM = 0.5;

  /** Stands for the outer frames of a cut stack. */
  private static final Frame TRUNCATED = Frame.ofNative("(truncated)");

  /** Frames that a cut stack keeps, in each quarter of that room. */
  private static final int[] FRAMES_KEPT = {64, 16, 4, 1};

  // A row of two values takes 36 to 72 bytes, a stack 40 and 4 a frame: together at most 15 MB.
  private static final int MAX_FRAMES = 2_000_000;

  private static final int INITIAL_ROWS = 64;

  /** Up to here it grows in larger steps, each of which goes over all rows. */
  private static final int FEW_ROWS = 4096;

  private final int valuesPerRow;
  private final int maxRows;
  private final long maxFrames;
  private final double cutRoom;
  // Open addressing: a slot has the number of a row, counted from 1, or 0. Half of them are free.
  private int[] slots = new int[2 * INITIAL_ROWS];
  // By row, in the order in which they were first seen.
  private CallStack[] stacks = new CallStack[INITIAL_ROWS];
  private Label[] labels = new Label[INITIAL_ROWS];
  private int[] hashes = new int[INITIAL_ROWS];
  private long[] sums;
  private int size;
  private long framesHeld;

  /**
   * A table without a bound, for rows of a bounded one or of things that are counted.
   *
   * @param valuesPerRow how many values a row has
   */
  public SampleTable(int valuesPerRow) {
    this(valuesPerRow, Integer.MAX_VALUE, Long.MAX_VALUE, 0);
  }

  /**
   * A table of at most so many rows, of two million frames together.
   *
   * @param valuesPerRow how many values a row has
   * @param maxRows one more with {@link #OTHER_STACKS}
   * @param cutRoom the share of the room, from 0 to 1, that is kept for cut stacks
   */
  public SampleTable(int valuesPerRow, int maxRows, double cutRoom) {
    this(valuesPerRow, maxRows, MAX_FRAMES, cutRoom);
  }

  private SampleTable(int valuesPerRow, int maxRows, long maxFrames, double cutRoom) {
    this.valuesPerRow = valuesPerRow;
    this.maxRows = maxRows;
    this.maxFrames = maxFrames;
    this.cutRoom = cutRoom;
    this.sums = new long[valuesPerRow * INITIAL_ROWS];
  }

  /**
   * Adds to a row.
   *
   * @param label what tells samples of one stack apart, or null
   * @param values as many as a row has
   */
  public void add(CallStack stack, Label label, long... values) {
    int hash = hash(stack, label);
    int slot = slot(hash, stack, label);
    int row = slots[slot] > 0 ? slots[slot] - 1 : newRow(slot, hash, stack, label);
    for (int i = 0; i < valuesPerRow; i++) {
      sums[row * valuesPerRow + i] += values[i];
    }
  }

  private int newRow(int freeSlot, int hash, CallStack stack, Label label) {
    double room = room();
    if (room > cutRoom) {
      return append(freeSlot, hash, stack, label);
    }
    // Which quarter of the room for cut stacks is being filled; 4 when all is full.
    int quarter = (int) ((1 - room / cutRoom) * FRAMES_KEPT.length);
    for (int i = 0; i < FRAMES_KEPT.length; i++) {
      // The root takes the place of a frame.
      boolean whole = stack.depth() <= FRAMES_KEPT[i] + 1;
      if (whole && i == quarter) {
        return append(freeSlot, hash, stack, label);
      }
      // A longer cut that has a row already takes no room.
      int row = whole ? -1 : row(stack.innermost(FRAMES_KEPT[i], TRUNCATED), label, i == quarter);
      if (row >= 0) {
        return row;
      }
    }
    return row(OTHER_STACKS, null, true);
  }

  /** The row of this stack; a new one where there is none and one may be made, else -1. */
  private int row(CallStack stack, Label label, boolean make) {
    int hash = hash(stack, label);
    int slot = slot(hash, stack, label);
    if (slots[slot] > 0) {
      return slots[slot] - 1;
    }
    return make ? append(slot, hash, stack, label) : -1;
  }

  private int append(int slot, int hash, CallStack stack, Label label) {
    int row = size++;
    slots[slot] = size;
    hashes[row] = hash;
    stacks[row] = stack;
    labels[row] = label;
    framesHeld += stack.depth();
    if (size == stacks.length) {
      grow();
    }
    return row;
  }

  private void grow() {
    int capacity = (stacks.length < FEW_ROWS ? 4 : 2) * stacks.length;
    stacks = Arrays.copyOf(stacks, capacity);
    labels = Arrays.copyOf(labels, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    sums = Arrays.copyOf(sums, valuesPerRow * capacity);
    slots = new int[2 * capacity];
    int mask = slots.length - 1;
    for (int row = 0; row < size; row++) {
      int slot = hashes[row] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = row + 1;
    }
  }

  /** Where the row is, or a free slot where it would be. */
  private int slot(int hash, CallStack stack, Label label) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0 && !isRow(slots[slot] - 1, hash, stack, label)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isRow(int row, int hash, CallStack stack, Label label) {
    return hashes[row] == hash
        && stacks[row].equals(stack)
        && (label == null ? labels[row] == null : label.equals(labels[row]));
  }

  private static int hash(CallStack stack, Label label) {
    int hash = (stack.hashCode() * 31 + (label == null ? 0 : label.hashCode())) * 0x9e3779b1;
    return hash ^ (hash >>> 16);
  }

  /** What was added since an earlier state of the same sums; rows without any are left out. */
  public SampleTable minus(SampleTable earlier) {
    SampleTable difference = new SampleTable(valuesPerRow);
    for (int row = 0; row < size; row++) {
      int old = earlier.slots[earlier.slot(hashes[row], stacks[row], labels[row])];
      long[] values = values(row);
      boolean changed = false;
      for (int i = 0; i < valuesPerRow; i++) {
        values[i] -= old == 0 ? 0 : earlier.sums[(old - 1) * valuesPerRow + i];
        changed |= values[i] != 0;
      }
      if (changed) {
        difference.add(stacks[row], labels[row], values);
      }
    }
    return difference;
  }

  private long[] values(int row) {
    return Arrays.copyOfRange(sums, row * valuesPerRow, (row + 1) * valuesPerRow);
  }

  /** How many rows there are. */
  int size() {
    return size;
  }

  /** How much of what it may hold is free: 1 when it is empty, 0 or less when it is full. */
  double room() {
    return 1 - Math.max(size / (double) maxRows, framesHeld / (double) maxFrames);
  }

  /** Whether some stacks were summed under {@link #OTHER_STACKS}. */
  boolean hasOverflowed() {
    return slots[slot(hash(OTHER_STACKS, null), OTHER_STACKS, null)] != 0;
  }

  /** Whether some stacks were cut at their outer end. */
  boolean hasCutStacks() {
    for (int row = 0; row < size; row++) {
      if (stacks[row].frame(stacks[row].depth() - 1).equals(TRUNCATED)) {
        return true;
      }
    }
    return false;
  }

  /** Visits every row, in the order in which they were first seen. */
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
    long[] values = new long[valuesPerRow];
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < valuesPerRow; i++) {
        values[i] = sums[row * valuesPerRow + i];
      }
      visitor.row(stacks[row], labels[row], values);
    }
  }

  /** Sees the rows. */
  public interface Visitor<E extends Exception> {
    /**
     * Sees one row.
     *
     * @param label null when it has none
     * @param values a copy, which the next row replaces
     */
    void row(CallStack stack, Label label, long[] values) throws E;
  }
}
