package tbot.diag.config.option;

/**
 * An option whose value is one string.
 *
 * @param <T> what it stands for
 */
abstract class TextOption<T> extends Option<T> {

  TextOption(String key) {
    super(key);
  }

  /**
   * Reads the string.
   *
   * @param text empty if there is none
   * @throws IllegalArgumentException as for {@link Option#ofArgument}
   */
  abstract T parse(String text);

  @Override
  T ofArgument(String text, T before) {
    return parse(text == null ? "" : text);
  }

  @Override
  T ofYaml(Object value) {
    if (!(value instanceof String)) {
      throw wrongType(value, "a string");
    }
    return parse((String) value);
  }
}
