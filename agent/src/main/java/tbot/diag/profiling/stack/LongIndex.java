package tbot.diag.profiling.stack;

import java.util.Arrays;

/**
 * Assigns numbers to 64-bit keys, from 1 in the order in which they are first added. It consists of
 * two arrays without an object for each key, since there are tens of thousands of keys.
 */
public final class LongIndex {

  /**
   * 2^64 divided by the golden ratio. The high bits of the products are distributed evenly, for
   * consecutive keys as well as for hashes.
   */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private static final int INITIAL_BITS = 9;

  // Open addressing; at most half of the slots are used. A slot has the number of a key, or 0.
  private int[] slots = new int[1 << INITIAL_BITS];
  private int shift = Long.SIZE - INITIAL_BITS;
  // Indexed by number.
  private long[] keys = new long[1 << (INITIAL_BITS - 1)];
  private int size;

  /**
   * Reserves capacity, since growing is slow in a JVM that has not compiled it yet. Only before the
   * first key.
   *
   * @param expected about how many keys there will be
   */
  public void reserve(int expected) {
    int bits = Math.max(INITIAL_BITS, bitsFor(expected));
    slots = new int[1 << bits];
    shift = Long.SIZE - bits;
    keys = new long[1 << (bits - 1)];
  }

  /** Index bits of a table that is at most half full with {@code keys} keys. */
  private static int bitsFor(int keys) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(keys) + 1;
  }

  /** The number of a key. A new key gets the number {@link #size} + 1. */
  public int add(long key) {
    // The loop of get() is repeated: this runs for each frame of a recording, mostly interpreted.
    int[] table = slots;
    int slot = (int) ((key * SPREAD) >>> shift);
    int number = table[slot];
    while (number != 0 && keys[number] != key) {
      slot = (slot + 1) & (table.length - 1);
      number = table[slot];
    }
    return number != 0 ? number : addAt(slot, key);
  }

  private int addAt(int slot, long key) {
    int number = ++size;
    slots[slot] = number;
    keys[number] = key;
    if (number + 1 == keys.length) {
      grow();
    }
    return number;
  }

  /** The number of a key, 0 if it was not added. */
  public int get(long key) {
    int[] table = slots;
    int slot = (int) ((key * SPREAD) >>> shift);
    int number = table[slot];
    while (number != 0 && keys[number] != key) {
      slot = (slot + 1) & (table.length - 1);
      number = table[slot];
    }
    return number;
  }

  /** The key that has a number from 1 to {@link #size}. */
  public long key(int number) {
    return keys[number];
  }

  /** The number of keys, which is the highest number assigned. */
  public int size() {
    return size;
  }

  /** Visits the keys in their order, which is fast even where this is not compiled. */
  private void grow() {
    keys = Arrays.copyOf(keys, 2 * keys.length);
    if (2 * keys.length <= slots.length) {
      return;
    }
    int[] table = new int[4 * slots.length];
    int mask = table.length - 1;
    shift -= 2;
    for (int number = 1; number <= size; number++) {
      int slot = (int) ((keys[number] * SPREAD) >>> shift);
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = number;
    }
    slots = table;
  }
}
