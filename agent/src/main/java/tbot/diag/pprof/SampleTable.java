package tbot.diag.pprof;

import java.util.LinkedHashMap;
import java.util.Map;
import tbot.diag.profiling.CallStack;
import tbot.diag.profiling.Frame;
import tbot.diag.profiling.Function;

/**
 * Sums of values by stack and label. Bounded: once too many distinct stacks are held, those not
 * seen before are summed under one stack named {@code (other stacks)}.
 *
 * <p>Not synchronised; the writer hands it over to the reader.
 */
final class SampleTable {

  /** The stack that stands for all beyond the bound. */
  static final CallStack OTHER_STACKS =
      new CallStack(
          new Frame(new Function(Function.Origin.NATIVE, "(other stacks)", ""), 0, false));

  // A row takes some 120 bytes and 4 a frame: together at most about 16 MB.
  private static final int MAX_ROWS = 65_536;
  private static final int MAX_FRAMES = 2_000_000;

  private final int valuesPerRow;
  private final int maxRows;
  private final Map<Key, long[]> rows = new LinkedHashMap<>();
  private long framesHeld;

  /**
   * An empty table.
   *
   * @param valuesPerRow how many values a row has
   */
  SampleTable(int valuesPerRow) {
    this(valuesPerRow, MAX_ROWS);
  }

  SampleTable(int valuesPerRow, int maxRows) {
    this.valuesPerRow = valuesPerRow;
    this.maxRows = maxRows;
  }

  /**
   * Adds to a row.
   *
   * @param label what tells samples of one stack apart, or null
   * @param values as many as a row has
   */
  void add(CallStack stack, Label label, long... values) {
    long[] row = rows.get(new Key(stack, label));
    if (row == null) {
      row = newRow(stack, label);
    }
    for (int i = 0; i < valuesPerRow; i++) {
      row[i] += values[i];
    }
  }

  private long[] newRow(CallStack stack, Label label) {
    boolean full = rows.size() >= maxRows || framesHeld >= MAX_FRAMES;
    Key key = full ? new Key(OTHER_STACKS, null) : new Key(stack, label);
    long[] row = rows.get(key);
    if (row == null) {
      row = new long[valuesPerRow];
      rows.put(key, row);
      framesHeld += key.stack.depth();
    }
    return row;
  }

  /** What was added since an earlier state of the same sums; rows without any are left out. */
  SampleTable minus(SampleTable earlier) {
    SampleTable difference = new SampleTable(valuesPerRow, maxRows);
    for (Map.Entry<Key, long[]> row : rows.entrySet()) {
      long[] values = row.getValue().clone();
      long[] old = earlier.rows.get(row.getKey());
      boolean changed = false;
      for (int i = 0; i < valuesPerRow; i++) {
        values[i] -= old == null ? 0 : old[i];
        changed |= values[i] != 0;
      }
      if (changed) {
        difference.add(row.getKey().stack, row.getKey().label, values);
      }
    }
    return difference;
  }

  /** How many rows there are. */
  int size() {
    return rows.size();
  }

  /** Whether some stacks were summed under {@link #OTHER_STACKS}. */
  boolean hasOverflowed() {
    return rows.containsKey(new Key(OTHER_STACKS, null));
  }

  /** Visits every row, in the order in which they were first seen. */
  <E extends Exception> void forEach(Visitor<E> visitor) throws E {
    for (Map.Entry<Key, long[]> row : rows.entrySet()) {
      visitor.row(row.getKey().stack, row.getKey().label, row.getValue());
    }
  }

  /** Sees the rows. */
  interface Visitor<E extends Exception> {
    /**
     * Sees one row.
     *
     * @param label null when it has none
     */
    void row(CallStack stack, Label label, long[] values) throws E;
  }

  private static final class Key {
    private final CallStack stack;
    private final Label label;

    Key(CallStack stack, Label label) {
      this.stack = stack;
      this.label = label;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Key)) {
        return false;
      }
      Key that = (Key) other;
      return stack.equals(that.stack)
          && (label == null ? that.label == null : label.equals(that.label));
    }

    @Override
    public int hashCode() {
      return stack.hashCode() * 31 + (label == null ? 0 : label.hashCode());
    }
  }
}
