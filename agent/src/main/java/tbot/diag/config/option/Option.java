package tbot.diag.config.option;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/**
 * One option: its key, and how its value is read. Stateless.
 *
 * @param <T> the type of its value
 */
public abstract class Option<T> {

  private final String key;

  Option(String key) {
    this.key = key;
  }

  /** The name, in the agent arguments and in the file. */
  public final String key() {
    return key;
  }

  /**
   * Reads the value of an agent argument.
   *
   * @param text null if the key stands alone
   * @param before the value of the same option so far, or null; given only if it {@link #repeats}
   * @throws IllegalArgumentException with one line that says what is wrong and what is valid,
   *     without the key
   */
  abstract T ofArgument(String text, T before);

  /**
   * Reads the value of a YAML file.
   *
   * @param value not null
   * @return null if the file leaves the option open
   * @throws IllegalArgumentException as above
   */
  abstract T ofYaml(Object value);

  /** Its value in the mapping of a YAML file; null for none. */
  public Object valueIn(Map<?, ?> file) {
    return file.get(key);
  }

  /** Whether the argument may be given more than once. */
  public boolean repeats() {
    return false;
  }

  /** Whether an agent argument is not a key, but a further value of this option before it. */
  public boolean isContinuedBy(String argument) {
    return false;
  }

  /** Whether the value is the path of a file or directory. */
  public boolean isPath() {
    return false;
  }

  /** Whether the file may hold it too. */
  public boolean isInFile() {
    return true;
  }

  static IllegalArgumentException wrongType(Object value, String valid) {
    return new IllegalArgumentException("it is " + describe(value) + "; it must be " + valid);
  }

  /** A YAML value, for messages. */
  public static String describe(Object value) {
    if (value instanceof Map) {
      return "a mapping";
    }
    if (value instanceof Collection) {
      // Also a set, whose text may be larger than the heap if the file uses aliases.
      return "a list";
    }
    if (value instanceof BigInteger) {
      return "a number of many digits";
    }
    if (value instanceof byte[]) {
      return "binary data";
    }
    return value instanceof String ? "the string \"" + value + "\"" : "the value " + value;
  }
}
