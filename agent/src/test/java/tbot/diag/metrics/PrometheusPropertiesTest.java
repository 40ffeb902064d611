package tbot.diag.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.config.PrometheusProperties;
import org.junit.jupiter.api.Test;

class PrometheusPropertiesTest {

  @Test
  void areTheDefaultsWhateverTheHostSets() {
    System.setProperty("io.prometheus.setting.of.another.version", "1");
    System.setProperty("io.prometheus.exporter.includeCreatedTimestamps", "true");
    try {
      assertThat(PrometheusProperties.get().getExporterProperties().getIncludeCreatedTimestamps())
          .isFalse();
    } finally {
      System.clearProperty("io.prometheus.setting.of.another.version");
      System.clearProperty("io.prometheus.exporter.includeCreatedTimestamps");
    }
  }
}
