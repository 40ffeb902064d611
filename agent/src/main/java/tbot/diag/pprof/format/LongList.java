package tbot.diag.pprof.format;

import java.util.Arrays;

/** A list of numbers. */
final class LongList {

  private long[] values = new long[16];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  /** A copy of this length, filled up with zeros. */
  long[] toArray(int length) {
    return Arrays.copyOf(Arrays.copyOf(values, size), length);
  }
}
