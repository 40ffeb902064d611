package tbot.diag.profiling;

/**
 * Things by 64-bit keys. It has no entry objects, and no objects for the keys.
 *
 * @param <T> what it holds
 */
public final class LongMap<T> {

  private static final int INITIAL_CAPACITY = 256;

  // Open addressing, half of the slots are free: those without a value.
  private long[] keys = new long[INITIAL_CAPACITY];
  private Object[] values = new Object[INITIAL_CAPACITY];
  private int size;

  /** The value of a key, null when it has none. */
  @SuppressWarnings("unchecked")
  public T get(long key) {
    return (T) values[slot(keys, values, key)];
  }

  /**
   * Sets the value of a key.
   *
   * @param value not null
   */
  public void put(long key, T value) {
    int slot = slot(keys, values, key);
    if (values[slot] == null) {
      size++;
    }
    keys[slot] = key;
    values[slot] = value;
    if (2 * size > keys.length) {
      grow();
    }
  }

  /** How many keys have a value. */
  public int size() {
    return size;
  }

  private static int slot(long[] keys, Object[] values, long key) {
    int mask = keys.length - 1;
    // Ids follow one another, and hashes are spread already.
    int slot = (int) (key ^ (key >>> 32)) & mask;
    while (keys[slot] != key && values[slot] != null) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] newKeys = new long[4 * keys.length];
    Object[] newValues = new Object[4 * values.length];
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != null) {
        int slot = slot(newKeys, newValues, keys[i]);
        newKeys[slot] = keys[i];
        newValues[slot] = values[i];
      }
    }
    keys = newKeys;
    values = newValues;
  }
}
