package tbot.diag.config.option;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Several values: in one string with separators between, in several strings, or the key again.
 *
 * @param <T> the type of one value
 */
abstract class ListOption<T> extends Option<List<T>> {

  private final String separators;

  /**
   * Makes the option.
   *
   * @param separators each of these characters separates two values
   */
  ListOption(String key, String separators) {
    super(key);
    this.separators = separators;
  }

  /**
   * Reads one value.
   *
   * @param text without blanks around it; empty only if nothing else is given
   * @throws IllegalArgumentException as for {@link Option#ofArgument}
   */
  abstract T parse(String text);

  /** Whether no value at all is one, too. */
  boolean mayBeEmpty() {
    return false;
  }

  @Override
  List<T> ofArgument(String text, List<T> before) {
    List<T> values = new ArrayList<T>();
    if (before != null) {
      values.addAll(before);
    }
    addAll(text == null ? "" : text, values);
    validate(values);
    return Collections.unmodifiableList(values);
  }

  @Override
  List<T> ofYaml(Object value) {
    List<?> all = value instanceof List ? (List<?>) value : Collections.singletonList(value);
    List<T> values = new ArrayList<T>();
    for (Object one : all) {
      addYaml(one, values);
    }
    validate(values);
    return Collections.unmodifiableList(values);
  }

  /**
   * Adds an element of the list in the file.
   *
   * @throws IllegalArgumentException as for {@link Option#ofYaml}
   */
  void addYaml(Object one, List<T> values) {
    if (!(one instanceof String)) {
      throw wrongType(one, validYaml());
    }
    addAll((String) one, values);
  }

  /** What the file may hold, for messages. */
  String validYaml() {
    return "a string or a list of strings";
  }

  /**
   * Checks all values together.
   *
   * @throws IllegalArgumentException as for {@link Option#ofArgument}
   */
  void validate(List<T> values) {
    // Most values may stand beside any others.
  }

  @Override
  public boolean repeats() {
    return true;
  }

  private void addAll(String text, List<T> values) {
    if (text.trim().isEmpty() && mayBeEmpty()) {
      return;
    }
    int start = 0;
    for (int end = 0; end <= text.length(); end++) {
      if (end == text.length() || separators.indexOf(text.charAt(end)) >= 0) {
        String one = text.substring(start, end).trim();
        if (!one.isEmpty() || text.trim().isEmpty()) {
          values.add(parse(one));
        }
        start = end + 1;
      }
    }
  }
}
