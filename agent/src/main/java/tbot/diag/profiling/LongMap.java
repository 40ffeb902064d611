package tbot.diag.profiling;

import java.util.Arrays;

/**
 * Things by 64-bit keys. It has no entry objects, and no objects for the keys.
 *
 * @param <T> what it holds
 */
public final class LongMap<T> {

  private static final int INITIAL_CAPACITY = 128;

  private final LongIndex index = new LongIndex();
  // By the numbers of the keys; none has the number 0.
  private Object[] values = new Object[INITIAL_CAPACITY];

  /** The value of a key, null when it has none. */
  @SuppressWarnings("unchecked")
  public T get(long key) {
    return (T) values[index.get(key)];
  }

  /**
   * Sets the value of a key.
   *
   * @param value not null
   */
  public void put(long key, T value) {
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
  public int size() {
    return index.size();
  }
}
