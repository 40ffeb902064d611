package tbot.diag.config.option;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tbot.diag.config.value.GoDuration;

/** One of several entries of an option in a YAML file, which is a mapping. */
final class YamlEntry {

  private final Map<?, ?> map;
  private final List<String> keys;

  /**
   * @param keys those that are valid
   */
  YamlEntry(Map<?, ?> map, String... keys) {
    this.map = map;
    this.keys = Arrays.asList(keys);
  }

  /**
   * Checks that no others are there.
   *
   * @throws IllegalArgumentException with one line that names the key and those that are valid
   */
  void requireKnownKeys() {
    for (Object key : map.keySet()) {
      if (!(key instanceof String) || !keys.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key: it is " + Option.describe(key) + "; valid are " + keys);
      }
    }
  }

  /** The keys that are valid, for messages. */
  List<String> keys() {
    return keys;
  }

  /**
   * A string; null if the key is not there.
   *
   * @throws IllegalArgumentException if it is something else
   */
  String text(String key) {
    Object value = map.get(key);
    if (value != null && !(value instanceof String)) {
      throw new IllegalArgumentException(
          key + ": it is " + Option.describe(value) + "; it must be a string");
    }
    return (String) value;
  }

  /**
   * A duration in milliseconds, at least 1.
   *
   * @param absent the result if the key is not there
   * @throws IllegalArgumentException as {@link GoDuration#parseMillis}
   */
  long millis(String key, long absent) {
    Object value = map.get(key);
    if (value == null) {
      return absent;
    }
    String text = value instanceof Number ? value.toString() : text(key);
    try {
      return GoDuration.parseMillis(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }
}
