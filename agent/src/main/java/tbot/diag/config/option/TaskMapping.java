package tbot.diag.config.option;

import java.util.Map;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.config.value.TaskSpec;

/**
 * A task as an entry of {@code services} in a YAML file: {@code {name: identity, type: identity,
 * method: "com.example.IdentityService#renew", max_age: 90s}}.
 */
final class TaskMapping {

  /** Tells a task from the services of tbot's own file. */
  private static final String METHOD = "method";

  private TaskMapping() {}

  /** Whether an entry is a task. */
  static boolean isTask(Object entry) {
    return entry instanceof Map && ((Map<?, ?>) entry).get(METHOD) != null;
  }

  /**
   * Reads a task. Without a name, it is named by its type or else by its method; without a type,
   * the name is its type.
   *
   * @throws IllegalArgumentException with one line that names the task and says what is wrong and
   *     what is valid
   */
  static TaskSpec read(Map<?, ?> map) {
    YamlEntry entry = new YamlEntry(map, "name", "type", METHOD, "max_age");
    String method = entry.text(METHOD);
    String name = firstOf(entry.text("name"), entry.text("type"), method);
    try {
      entry.requireKnownKeys();
      return new TaskSpec(
          name,
          firstOf(entry.text("type"), name),
          HandlerSpec.of(method),
          entry.millis("max_age", 0));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException('"' + name + "\": " + e.getMessage(), e);
    }
  }

  private static String firstOf(String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
