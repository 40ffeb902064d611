package tbot.diag.profiling;

/**
 * Things by 64-bit keys. It has no entry objects, and no objects for the keys; the thing lies at
 * the place of its key, since most of the time of reading a recording goes into asking this for
 * frames.
 *
 * @param <T> what it holds
 */
public final class LongMap<T> {

  private static final int INITIAL_BITS = 8;

  // Open addressing, half of the slots are free: those without a value.
  private long[] keys;
  private Object[] values;
  private int shift;
  private int size;

  /** An empty map. */
  public LongMap() {
    this(0);
  }

  /**
   * An empty map with room: to grow on the way takes long in a JVM that has not compiled it yet.
   *
   * @param expected how many keys there will be, about
   */
  LongMap(int expected) {
    int bits = Math.max(INITIAL_BITS, LongIndex.bitsFor(expected));
    keys = new long[1 << bits];
    values = new Object[1 << bits];
    shift = Long.SIZE - bits;
  }

  /** The value of a key, null when it has none. */
  @SuppressWarnings("unchecked")
  public T get(long key) {
    return (T) values[slot(key)];
  }

  /**
   * Sets the value of a key.
   *
   * @param value not null
   */
  public void put(long key, T value) {
    int slot = slot(key);
    if (values[slot] == null) {
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
    if (2 * size > values.length) {
      grow();
    }
  }

  /** How many keys have a value. */
  public int size() {
    return size;
  }

  /** Where the key is, or a free slot where it would be. */
  private int slot(long key) {
    Object[] table = values;
    int slot = (int) ((key * LongIndex.SPREAD) >>> shift);
    while (table[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    Object[] oldValues = values;
    keys = new long[4 * oldKeys.length];
    values = new Object[4 * oldKeys.length];
    shift -= 2;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
