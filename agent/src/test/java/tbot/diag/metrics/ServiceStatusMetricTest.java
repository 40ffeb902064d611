package tbot.diag.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tbot.diag.health.ServiceRegistry;

class ServiceStatusMetricTest {

  private final ServiceRegistry services = new ServiceRegistry();
  private final PrometheusRegistry registry = new PrometheusRegistry();

  ServiceStatusMetricTest() {
    ServiceStatusMetric.register(services, PrometheusProperties.builder().build(), registry);
  }

  private String samples() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8).replaceAll("(?m)^#.*\n", "");
  }

  @Test
  void oneOfThreeIsOne() throws IOException {
    services.register("a", "ssh-multiplexer").reportHealthy("");
    services.register("b \"\\", "t").reportUnhealthy("down");
    services.register("c", "t");
    assertThat(samples().lines())
        .containsExactlyInAnyOrder(
            "tbot_service_status{name=\"a\",service=\"ssh-multiplexer\",status=\"healthy\"} 1.0",
            "tbot_service_status{name=\"a\",service=\"ssh-multiplexer\",status=\"initializing\"} 0.0",
            "tbot_service_status{name=\"a\",service=\"ssh-multiplexer\",status=\"unhealthy\"} 0.0",
            "tbot_service_status{name=\"b \\\"\\\\\",service=\"t\",status=\"healthy\"} 0.0",
            "tbot_service_status{name=\"b \\\"\\\\\",service=\"t\",status=\"initializing\"} 0.0",
            "tbot_service_status{name=\"b \\\"\\\\\",service=\"t\",status=\"unhealthy\"} 1.0",
            "tbot_service_status{name=\"c\",service=\"t\",status=\"healthy\"} 0.0",
            "tbot_service_status{name=\"c\",service=\"t\",status=\"initializing\"} 1.0",
            "tbot_service_status{name=\"c\",service=\"t\",status=\"unhealthy\"} 0.0");
  }

  @Test
  void showsOnlyServicesThatExist() throws IOException {
    assertThat(samples()).isEmpty();
    services.register("a", "t");
    assertThat(samples().lines()).hasSize(3);
    services.unregister("a");
    assertThat(samples()).isEmpty();
  }
}
