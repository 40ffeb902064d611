package tbot.diag.cli.wait;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON that {@code /wait} answers while something is not healthy. JSON is YAML, too. */
final class WaitAnswer {

  private static final int MOST_SERVICES = 5;
  private static final String HEALTHY = "healthy";

  private WaitAnswer() {}

  /** What is not healthy, in one line; the status if the body does not say it. */
  static String reason(int status, String body) {
    Map<?, ?> json = parse(body);
    if (json.get("services") instanceof Map) {
      return services((Map<?, ?>) json.get("services"));
    }
    if (json.get("error") != null) {
      return json.get("error").toString();
    }
    return json.get("status") == null ? "the answer is " + status : state(json);
  }

  private static Map<?, ?> parse(String body) {
    try {
      Object json = new Load(LoadSettings.builder().build()).loadFromString(body);
      return json instanceof Map ? (Map<?, ?>) json : Collections.emptyMap();
    } catch (RuntimeException e) {
      return Collections.emptyMap();
    }
  }

  private static String services(Map<?, ?> services) {
    List<String> waiting = new ArrayList<String>();
    for (Map.Entry<?, ?> service : services.entrySet()) {
      if (service.getValue() instanceof Map
          && !HEALTHY.equals(((Map<?, ?>) service.getValue()).get("status"))) {
        waiting.add(service.getKey() + " is " + state((Map<?, ?>) service.getValue()));
      }
    }
    int more = waiting.size() - MOST_SERVICES;
    return more <= 0
        ? String.join("; ", waiting)
        : String.join("; ", waiting.subList(0, MOST_SERVICES)) + "; and " + more + " more";
  }

  private static String state(Map<?, ?> service) {
    Object reason = service.get("reason");
    return service.get("status") + (reason == null ? "" : " (" + reason + ")");
  }
}
