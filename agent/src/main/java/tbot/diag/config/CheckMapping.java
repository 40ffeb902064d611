package tbot.diag.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A check as a mapping of a YAML file: {@code {name: db, tcp: "127.0.0.1:5432", timeout: 1s}}. */
final class CheckMapping {

  private static final List<String> KEYS =
      Arrays.asList("name", "method", "tcp", "interval", "timeout");

  private final Map<?, ?> map;

  private CheckMapping(Map<?, ?> map) {
    this.map = map;
  }

  /**
   * Reads a check.
   *
   * @throws IllegalArgumentException with one line that names the check if it has a name, and says
   *     what is wrong and what is valid
   */
  static CheckSpec read(Map<?, ?> map) {
    CheckMapping mapping = new CheckMapping(map);
    String name = mapping.text("name");
    if (name == null) {
      throw new IllegalArgumentException("a check has no name; valid are " + KEYS);
    }
    try {
      mapping.requireKnownKeys();
      return new CheckSpec(
          name,
          mapping.target(),
          mapping.millis("interval", CheckSpec.INTERVAL_MILLIS),
          mapping.millis("timeout", CheckSpec.TIMEOUT_MILLIS));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException('"' + name + "\": " + e.getMessage(), e);
    }
  }

  private void requireKnownKeys() {
    for (Object key : map.keySet()) {
      if (!(key instanceof String) || !KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key: it is " + Option.describe(key) + "; valid are " + KEYS);
      }
    }
  }

  private CheckTarget target() {
    String method = text("method");
    String tcp = text("tcp");
    if ((method == null) == (tcp == null)) {
      throw new IllegalArgumentException(
          "give either method: com.example.Bot#isReady or tcp: HOST:PORT");
    }
    try {
      return tcp == null ? MethodTarget.parse(method) : TcpTarget.parse(tcp);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; use method: com.example.Bot#isReady or tcp: HOST:PORT", e);
    }
  }

  private long millis(String key, long usual) {
    Object value = map.get(key);
    if (value == null) {
      return usual;
    }
    String text = value instanceof Number ? value.toString() : text(key);
    try {
      return GoDuration.parseMillis(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private String text(String key) {
    Object value = map.get(key);
    if (value != null && !(value instanceof String)) {
      throw new IllegalArgumentException(
          key + ": it is " + Option.describe(value) + "; it must be a string");
    }
    return (String) value;
  }
}
