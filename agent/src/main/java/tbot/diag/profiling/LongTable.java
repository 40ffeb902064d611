package tbot.diag.profiling;

import java.util.Arrays;

/**
 * Positive numbers by 64-bit keys: where the constants of a recording lie, or the ids of what is
 * told apart by its hash. Made of two arrays, since there are some ten thousand of them.
 */
public final class LongTable {

  private static final int INITIAL_CAPACITY = 256;

  // Open addressing, half of the slots are free: those without a value.
  private long[] keys = new long[INITIAL_CAPACITY];
  private int[] values = new int[INITIAL_CAPACITY];
  private int size;

  /**
   * Sets the value of a key.
   *
   * @param value not 0
   */
  public void put(long key, int value) {
    if (putIfAbsent(key, value) != 0) {
      values[slot(key)] = value;
    }
  }

  /**
   * Sets the value of a key that has none.
   *
   * @param value not 0
   * @return the value that the key has already, else 0
   */
  public int putIfAbsent(long key, int value) {
    int slot = slot(key);
    int known = values[slot];
    if (known == 0) {
      keys[slot] = key;
      values[slot] = value;
      size++;
      if (2 * size >= keys.length) {
        grow();
      }
    }
    return known;
  }

  /** The value of a key, 0 when it has none. */
  public int get(long key) {
    return values[slot(key)];
  }

  /** How many keys have a value. */
  public int size() {
    return size;
  }

  /** Forgets all. */
  public void clear() {
    Arrays.fill(values, 0);
    size = 0;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    // Ids follow one another, and hashes are spread already.
    int slot = (int) (key ^ (key >>> 32)) & mask;
    while (values[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[4 * oldKeys.length];
    values = new int[4 * oldValues.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
