package tbot.diag.profiling.jfr;

import java.util.Arrays;
import tbot.diag.profiling.stack.LongIndex;

/** A map from 64-bit keys to positive numbers, such as the positions of constants. */
final class LongTable {

  private static final int INITIAL_CAPACITY = 128;

  private final LongIndex index = new LongIndex();
  // Indexed by the numbers of the keys; no key has the number 0.
  private int[] values = new int[INITIAL_CAPACITY];

  /**
   * Reserves capacity. Only before the first key.
   *
   * @param expected about how many keys there will be
   */
  void reserve(int expected) {
    index.reserve(expected);
    values = new int[Math.max(INITIAL_CAPACITY, expected + 1)];
  }

  /** Sets the value of a key. */
  void put(long key, int value) {
    int number = index.add(key);
    if (number == values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    values[number] = value;
  }

  /** The number of keys that have a value. */
  int size() {
    return index.size();
  }

  /**
   * The key that has a number.
   *
   * @param number from 1 to {@link #size}, in the order in which the keys were first set
   */
  long key(int number) {
    return index.key(number);
  }

  /** The value of a key, 0 if it has none. */
  int get(long key) {
    return values[index.get(key)];
  }
}
