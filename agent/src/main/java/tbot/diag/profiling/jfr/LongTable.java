package tbot.diag.profiling.jfr;

import java.util.Arrays;
import tbot.diag.profiling.stack.LongIndex;

/** Positive numbers by 64-bit keys, such as where the constants of a recording lie. */
final class LongTable {

  private static final int INITIAL_CAPACITY = 128;

  private final LongIndex index = new LongIndex();
  // By the numbers of the keys; none has the number 0.
  private int[] values = new int[INITIAL_CAPACITY];

  /**
   * Makes room in advance. Only before the first key.
   *
   * @param expected how many keys there will be, about
   */
  void reserve(int expected) {
    index.reserve(expected);
    values = new int[Math.max(INITIAL_CAPACITY, expected + 1)];
  }

  /** Sets the value of a key. */
  void put(long key, int value) {
    int number = index.add(key);
    if (number == values.length) {
      grow();
    }
    values[number] = value;
  }

  private void grow() {
    values = Arrays.copyOf(values, 2 * values.length);
  }

  /** How many keys have a value. */
  int size() {
    return index.size();
  }

  /**
   * A key.
   *
   * @param number from 1 to {@link #size}, in the order in which they were first set
   */
  long key(int number) {
    return index.key(number);
  }

  /** The value of a key, 0 when it has none. */
  int get(long key) {
    return values[index.get(key)];
  }
}
