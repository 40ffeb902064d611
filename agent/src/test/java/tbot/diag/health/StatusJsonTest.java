package tbot.diag.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusJsonTest {

  private static final long THEN = Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli();

  @Test
  void writesServicesAsTbotDoes() {
    ServiceStatus bad = new ServiceStatus(Health.UNHEALTHY, "no route", THEN);
    ServiceStatus fresh = new ServiceStatus(Health.INITIALIZING, null, 0);
    assertThat(StatusJson.of(Health.UNHEALTHY, new TreeMap<>(Map.of("b", bad, "a", fresh)), 42))
        .isEqualTo(
            """
            {
              "status": "unhealthy",
              "services": {
                "a": {
                  "status": "initializing",
                  "updated_at": null
                },
                "b": {
                  "status": "unhealthy",
                  "reason": "no route",
                  "updated_at": "2026-01-02T03:04:05.678Z"
                }
              },
              "pid": 42
            }""");
  }

  @Test
  void writesNoServicesAsAnEmptyObject() {
    assertThat(StatusJson.of(Health.HEALTHY, new TreeMap<>(), 1))
        .isEqualTo("{\n  \"status\": \"healthy\",\n  \"services\": {},\n  \"pid\": 1\n}");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05.670Z,2026-01-02T03:04:05.67Z",
    "2026-01-02T03:04:05.600Z,2026-01-02T03:04:05.6Z",
    "2026-01-02T03:04:10Z,2026-01-02T03:04:10Z",
    "2026-01-02T03:04:05.007Z,2026-01-02T03:04:05.007Z",
  })
  void writesTimesAsGoDoes(Instant time, String text) {
    assertThat(StatusJson.of(new ServiceStatus(Health.HEALTHY, "", time.toEpochMilli())))
        .isEqualTo("{\n  \"status\": \"healthy\",\n  \"updated_at\": \"" + text + "\"\n}");
  }

  @Test
  void escapesForJsonAndHtml() {
    String nasty = "a\"b\\c\n\r\t\b\f\u0001\u001f</x>&\u2028\u2029 \u00e4";
    assertThat(StatusJson.of(new ServiceStatus(Health.UNHEALTHY, nasty, THEN)))
        .contains(
            "\"reason\": \"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u001f\\u003c/x\\u003e\\u0026"
                + "\\u2028\\u2029 \u00e4\"");
  }

  @Test
  void namesAnUnknownService() {
    assertThat(StatusJson.unknownService("a\"b"))
        .isEqualTo("{\n  \"error\": \"Service named \\\"a\\\\\\\"b\\\" not found.\"\n}");
  }
}
