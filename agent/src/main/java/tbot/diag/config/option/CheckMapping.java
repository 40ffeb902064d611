package tbot.diag.config.option;

import java.util.Map;
import tbot.diag.config.value.CheckSpec;
import tbot.diag.config.value.CheckTarget;
import tbot.diag.config.value.MethodTarget;
import tbot.diag.config.value.TcpTarget;

/** A check as a mapping of a YAML file: {@code {name: db, tcp: "127.0.0.1:5432", timeout: 1s}}. */
final class CheckMapping {

  private final YamlEntry entry;

  private CheckMapping(Map<?, ?> map) {
    entry = new YamlEntry(map, "name", "method", "tcp", "interval", "timeout");
  }

  /**
   * Reads a check.
   *
   * @throws IllegalArgumentException with one line that names the check if it has a name, and says
   *     what is wrong and what is valid
   */
  static CheckSpec read(Map<?, ?> map) {
    CheckMapping mapping = new CheckMapping(map);
    String name = mapping.entry.text("name");
    if (name == null) {
      throw new IllegalArgumentException("a check has no name; valid are " + mapping.entry.keys());
    }
    try {
      mapping.entry.requireKnownKeys();
      return new CheckSpec(
          name,
          mapping.target(),
          mapping.entry.millis("interval", CheckSpec.INTERVAL_MILLIS),
          mapping.entry.millis("timeout", CheckSpec.TIMEOUT_MILLIS));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException('"' + name + "\": " + e.getMessage(), e);
    }
  }

  private CheckTarget target() {
    String method = entry.text("method");
    String tcp = entry.text("tcp");
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
}
