package tbot.diag.cli.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tbot.diag.cli.console.Json;

/** The JSON that {@code /readyz} and {@code /wait} answer. JSON is YAML, too. */
public final class ReadyzAnswer {

  private static final String HEALTHY = "healthy";

  private final Map<?, ?> json;

  /** Reads an answer; one that is no JSON says nothing. */
  public ReadyzAnswer(String body) {
    json = parse(body);
  }

  private static Map<?, ?> parse(String body) {
    try {
      // JSON is an object in braces, and has no aliases.
      LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
      Object json = body.trim().startsWith("{") ? new Load(settings).loadFromString(body) : null;
      return json instanceof Map ? (Map<?, ?>) json : Collections.emptyMap();
    } catch (RuntimeException e) {
      return Collections.emptyMap();
    }
  }

  /** The whole answer in strict JSON. */
  public String toJson() {
    return Json.value(json);
  }

  /** Whether it is of several services, not of one. */
  public boolean hasServices() {
    return json.get("services") instanceof Map;
  }

  /** The text of a field; null if there is none. */
  public String get(String key) {
    return json.get(key) == null ? null : json.get(key).toString();
  }

  /** The state of the one service: its status and reason. */
  public String state() {
    return state(json);
  }

  /** The number of services that are healthy. */
  public int healthy() {
    return services().size() - notHealthy().size();
  }

  /** A text for each service that is not healthy: its name, status and reason. */
  public List<String> notHealthy() {
    List<String> texts = new ArrayList<String>();
    for (Map.Entry<?, ?> service : services().entrySet()) {
      if (service.getValue() instanceof Map
          && !HEALTHY.equals(((Map<?, ?>) service.getValue()).get("status"))) {
        texts.add(service.getKey() + " is " + state((Map<?, ?>) service.getValue()));
      }
    }
    return texts;
  }

  private Map<?, ?> services() {
    return hasServices() ? (Map<?, ?>) json.get("services") : Collections.emptyMap();
  }

  private static String state(Map<?, ?> service) {
    Object reason = service.get("reason");
    return service.get("status") + (reason == null ? "" : " (" + reason + ")");
  }
}
