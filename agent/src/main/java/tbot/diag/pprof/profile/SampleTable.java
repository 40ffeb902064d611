package tbot.diag.pprof.profile;

import java.util.Arrays;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;

/**
 * Totals of values by stack and labels.
 *
 * <p>A table may be bounded. When little room is left, a stack that is not in the table yet is cut:
 * only its innermost frames are kept, under a root named {@code (truncated)}, and the fewer the
 * less room is left. When no room is left, new stacks are counted under {@code (other stacks)}. A
 * row never changes its stack, so its totals never decrease if only positive values are added.
 *
 * <p>The table lies in the host's heap and is looked up for each sample. So it is made of a few
 * arrays, and a look-up creates no objects.
 *
 * <p>Not thread-safe; the writer hands it over to the reader.
 */
public final class SampleTable {

  /** The stack of all samples beyond the bound. */
  public static final CallStack OTHER_STACKS = CallStack.ofNative("(other stacks)");

  /** The row limit of a profile of a span, for all threads together. */
  static final int MAX_ROWS_OF_SPAN = 65_536;

  /** The share of the table that most tables reserve for cut stacks. */
  static final double CUT_ROOM = 0.5;

  /** The root of a cut stack, in place of its outer frames. */
  private static final Frame TRUNCATED = Frame.ofNative("(truncated)");

  /** How many frames a cut stack keeps, by quarter of the reserved share. */
  private static final int[] FRAMES_KEPT = {64, 16, 4, 1};

  // A row of two values takes 36 to 72 bytes, its label 24, its stack 40 and 4 for each frame: with
  // 65,536 rows 17 MB at most.
  private static final int MAX_FRAMES = 2_000_000;

  private static final int INITIAL_ROWS = 64;

  /** Up to this size it grows in larger steps, since each step copies all rows. */
  private static final int FEW_ROWS = 4096;

  private final int valuesPerRow;
  private final int maxRows;
  private final long maxFrames;
  private final double cutRoom;
  // Open addressing, at most half full: the number of a row, counted from 1, or 0 for a free slot.
  private int[] slots = new int[2 * INITIAL_ROWS];
  // By row, in order of first appearance.
  private CallStack[] stacks = new CallStack[INITIAL_ROWS];
  private Label[] labels = new Label[INITIAL_ROWS];
  private int[] hashes = new int[INITIAL_ROWS];
  private long[] totals;
  private int size;
  private long framesHeld;

  /** Makes a table without a bound: for rows of a bounded one, or for things that are counted. */
  public SampleTable(int valuesPerRow) {
    this(valuesPerRow, Integer.MAX_VALUE, Long.MAX_VALUE, 0);
  }

  /** Makes a table for a profile of a span, which is bounded to 65,536 rows. */
  public static SampleTable ofSpan(int valuesPerRow) {
    return new SampleTable(valuesPerRow, MAX_ROWS_OF_SPAN, CUT_ROOM);
  }

  /**
   * Makes a table that is bounded to a number of rows and to two million frames.
   *
   * @param maxRows the limit of rows; {@link #OTHER_STACKS} comes on top
   * @param cutRoom the share of the table, from 0 to 1, that is reserved for cut stacks
   */
  public SampleTable(int valuesPerRow, int maxRows, double cutRoom) {
    this(valuesPerRow, maxRows, MAX_FRAMES, cutRoom);
  }

  private SampleTable(int valuesPerRow, int maxRows, long maxFrames, double cutRoom) {
    this.valuesPerRow = valuesPerRow;
    this.maxRows = maxRows;
    this.maxFrames = maxFrames;
    this.cutRoom = cutRoom;
    this.totals = new long[valuesPerRow * INITIAL_ROWS];
  }

  /**
   * Adds to a row.
   *
   * @param label the labels, or null
   * @param values one for each value of a row
   */
  public void add(CallStack stack, Label label, long... values) {
    int hash = hash(stack, label);
    int slot = slot(hash, stack, label);
    int row = slots[slot] > 0 ? slots[slot] - 1 : newRow(slot, hash, stack, label);
    for (int i = 0; i < valuesPerRow; i++) {
      totals[row * valuesPerRow + i] += values[i];
    }
  }

  private int newRow(int freeSlot, int hash, CallStack stack, Label label) {
    double room = room();
    if (room > cutRoom) {
      return append(freeSlot, hash, stack, label);
    }
    // Which quarter of the reserved share is being filled; 4 when the table is full.
    int quarter = (int) ((1 - room / cutRoom) * FRAMES_KEPT.length);
    for (int i = 0; i < FRAMES_KEPT.length; i++) {
      // The root takes the place of one frame.
      boolean whole = stack.depth() <= FRAMES_KEPT[i] + 1;
      if (whole && i == quarter) {
        return append(freeSlot, hash, stack, label);
      }
      // A longer cut stack that has a row already needs no room.
      int row = whole ? -1 : row(stack.innermost(FRAMES_KEPT[i], TRUNCATED), label, i == quarter);
      if (row >= 0) {
        return row;
      }
    }
    return row(OTHER_STACKS, null, true);
  }

  /** The row of this stack, made if missing and {@code make}; else -1. */
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
    totals = Arrays.copyOf(totals, valuesPerRow * capacity);
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

  /** The slot of the row, or the free slot where it belongs. */
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

  /** What was added since an earlier copy of the same table; unchanged rows are left out. */
  public SampleTable minus(SampleTable earlier) {
    SampleTable difference = new SampleTable(valuesPerRow);
    for (int row = 0; row < size; row++) {
      int old = earlier.slots[earlier.slot(hashes[row], stacks[row], labels[row])];
      long[] values = values(row);
      boolean changed = false;
      for (int i = 0; i < valuesPerRow; i++) {
        values[i] -= old == 0 ? 0 : earlier.totals[(old - 1) * valuesPerRow + i];
        changed |= values[i] != 0;
      }
      if (changed) {
        difference.add(stacks[row], labels[row], values);
      }
    }
    return difference;
  }

  private long[] values(int row) {
    return Arrays.copyOfRange(totals, row * valuesPerRow, (row + 1) * valuesPerRow);
  }

  /** The number of rows. */
  int size() {
    return size;
  }

  /** The free share of the table: 1 when it is empty, 0 or less when it is full. */
  double room() {
    return 1 - Math.max(size / (double) maxRows, framesHeld / (double) maxFrames);
  }

  /** Whether some stacks were counted under {@link #OTHER_STACKS}. */
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

  /** Visits every row, in order of first appearance. */
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
    long[] values = new long[valuesPerRow];
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < valuesPerRow; i++) {
        values[i] = totals[row * valuesPerRow + i];
      }
      visitor.row(stacks[row], labels[row], values);
    }
  }

  /** Visits rows. */
  public interface Visitor<E extends Exception> {
    /**
     * Visits one row.
     *
     * @param label the labels, or null
     * @param values a copy, reused for the next row
     */
    void row(CallStack stack, Label label, long[] values) throws E;
  }
}
