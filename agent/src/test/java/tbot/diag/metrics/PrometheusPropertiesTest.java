package tbot.diag.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.config.PrometheusPropertiesLoader;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Asks the loader, not {@link PrometheusProperties#get}, which loads once in a JVM: another test
 * may have made it do so before the host's settings are there.
 */
class PrometheusPropertiesTest {

  private static final String KNOWN = "io.prometheus.exporter.include_created_timestamps";
  private static final String UNKNOWN = "io.prometheus.setting_of_another_version";

  @BeforeEach
  void hostSets() {
    System.setProperty(KNOWN, "true");
    System.setProperty(UNKNOWN, "1");
  }

  @AfterEach
  void clear() {
    System.clearProperty(KNOWN);
    System.clearProperty(UNKNOWN);
  }

  @Test
  void ignoresTheHostsSettings() {
    assertDefaults(PrometheusPropertiesLoader.load());
    assertDefaults(PrometheusPropertiesLoader.load(Map.of(KNOWN, "true")));
  }

  private static void assertDefaults(PrometheusProperties properties) {
    assertThat(properties.getExporterProperties().getIncludeCreatedTimestamps()).isFalse();
  }
}
