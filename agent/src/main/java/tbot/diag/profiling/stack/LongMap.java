package tbot.diag.profiling.stack;

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

  /** An empty map. */
  public LongMap() {}

  /**
   * An empty map with room: to grow on the way takes long in a JVM that has not compiled it yet.
   *
   * @param expected how many keys there will be, about
   */
  public LongMap(int expected) {
    index.reserve(expected);
    values = new Object[Math.max(INITIAL_CAPACITY, expected + 1)];
  }

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
    int number = number(key);
    values[number] = value;
  }

  /**
   * Sets the value of a key that has none.
   *
   * @param value not null
   * @return what its value is now
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

  /** How many keys have a value. */
  public int size() {
    return index.size();
  }
}
