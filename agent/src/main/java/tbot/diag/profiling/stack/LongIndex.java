package tbot.diag.profiling.stack;

import java.util.Arrays;

/**
 * Numbers 64-bit keys from 1, in the order in which they are first added. Made of two arrays, since
 * there are some ten thousand keys.
 */
public final class LongIndex {

  /**
   * 2^64 over the golden ratio: the high bits of its products are spread, whether the keys follow
   * one another or are hashes.
   */
  static final long SPREAD = 0x9e3779b97f4a7c15L;

  private static final int INITIAL_BITS = 9;

  // Open addressing, half of the slots are free. A slot has the number of a key, or 0.
  private int[] slots = new int[1 << INITIAL_BITS];
  private int shift = Long.SIZE - INITIAL_BITS;
  // By number.
  private long[] keys = new long[1 << (INITIAL_BITS - 1)];
  private int size;

  /**
   * Makes room in advance: to grow on the way takes long in a JVM that has not compiled it yet.
   * Only before the first key.
   *
   * @param expected how many keys there will be, about
   */
  public void reserve(int expected) {
    int bits = Math.max(INITIAL_BITS, bitsFor(expected));
    slots = new int[1 << bits];
    shift = Long.SIZE - bits;
    keys = new long[1 << (bits - 1)];
  }

  /** How many bits a slot's number has in a table of which that many keys leave half free. */
  static int bitsFor(int keys) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(keys) + 1;
  }

  /** The number of a key; when it is new, one more than {@link #size} was. */
  public int add(long key) {
    // As in get: a method for both would be a call more for each frame of a recording.
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

  /** The number of a key, 0 when it has none. */
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

  /** The key of a number, from 1 to {@link #size}. */
  public long key(int number) {
    return keys[number];
  }

  /** How many keys there are, which is the highest number. */
  public int size() {
    return size;
  }

  /** Goes by the keys, which lie side by side: it runs too seldom to be compiled. */
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
