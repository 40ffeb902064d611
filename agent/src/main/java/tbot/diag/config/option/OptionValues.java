package tbot.diag.config.option;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import tbot.diag.files.OptionFile;
import tbot.diag.log.Log;

/** The options that one source sets: the agent arguments or the file. */
public final class OptionValues {

  private final Map<Option<?>, Object> values = new HashMap<Option<?>, Object>();

  /** The value, or null if the source leaves the option open. */
  @SuppressWarnings("unchecked") // only values of the option's type are put
  public <T> T get(Option<T> option) {
    return (T) values.get(option);
  }

  /** The file that an option names, or null if the source leaves the option open. */
  public OptionFile file(Option<File> option) {
    File file = get(option);
    return file == null ? null : new OptionFile(option.key(), file);
  }

  /**
   * Reads an agent argument.
   *
   * @param text null if the key stands alone
   * @throws IllegalArgumentException with one line that begins with the key
   */
  public <T> void putArgument(Option<T> option, String text) {
    try {
      put(option, option.ofArgument(text, get(option)));
    } catch (IllegalArgumentException e) {
      throw invalid(option, e);
    }
  }

  /**
   * Reads a value of the file.
   *
   * @param value as the YAML parser gives it; null is none
   * @throws IllegalArgumentException with one line that begins with the key
   */
  public <T> void putYaml(Option<T> option, Object value) {
    if (value == null) {
      return;
    }
    try {
      put(option, option.ofYaml(value));
    } catch (IllegalArgumentException e) {
      throw invalid(option, e);
    }
  }

  /** Sets a value, unless it is null. */
  public <T> void put(Option<T> option, T value) {
    if (value != null) {
      values.put(option, value);
    }
  }

  private static IllegalArgumentException invalid(Option<?> option, IllegalArgumentException e) {
    return new IllegalArgumentException(Log.printable(option.key() + ": " + e.getMessage()), e);
  }
}
