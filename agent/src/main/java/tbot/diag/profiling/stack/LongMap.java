package tbot.diag.profiling.stack;

import java.util.Arrays;

/**
 * A map with 64-bit keys. It has no objects for entries or keys.
 *
 * @param <T> the type of the values
 */
public final class LongMap<T> {

  private static final int INITIAL_CAPACITY = 128;

  private final LongIndex index = new LongIndex();
  // Indexed by the numbers of the keys; no key has the number 0.
  private Object[] values = new Object[INITIAL_CAPACITY];

  /** An empty map of the default capacity. */
  public LongMap() {}

  /**
   * An empty map with reserved capacity, since growing is slow in a JVM that has not compiled it
   * yet.
   *
   * @param expected about how many keys there will be
   */
  public LongMap(int expected) {
    index.reserve(expected);
    values = new Object[Math.max(INITIAL_CAPACITY, expected + 1)];
  }

  /** The value of a key, null if it has none. */
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
    int number = number(key);
    values[number] = value;
  }

  /**
   * Sets the value of a key if it has none.
   *
   * @param value not null
   * @return the value of the key after that
   */
  T putIfAbsent(long key, T value) {
    int number = number(key);
    if (values[number] == null) {
      values[number] = value;
      return value;
    }
    return get(key);
  }

  private int number(long key) {
    int number = index.add(key);
    if (number == values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    return number;
  }

  /** The number of keys that have a value. */
  int size() {
    return index.size();
  }
}
