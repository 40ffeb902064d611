package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Prometheus;
import tbot.diag.it.jvm.ChildJvm;

/** A real Prometheus server scrapes a host in the format it prefers. */
@Timeout(600)
class PrometheusIT {

  @TempDir private static Path folder;

  private static ChildJvm host;
  private static Prometheus prometheus;

  /** A time at which the last scrape had succeeded, in seconds since 1970. */
  private static String scraped;

  @BeforeAll
  static void start() throws IOException {
    ClientProgram.orSkip("prometheus", "prometheus");
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost");
    int target = host.awaitDiagPort();
    // The first request loads classes and may take longer than the interval of a scrape.
    Http.get(target, "/metrics");
    prometheus =
        Prometheus.start(
            folder,
            """
            scrape_configs:
              - job_name: bot
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """
                .formatted(target));
    scraped = prometheus.awaitUp("bot", true);
  }

  @AfterAll
  static void stop() {
    if (host != null) {
      host.close();
    }
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void theMetricsOfTbotAreStored() {
    assertThat(query("tbot_ssh_multiplexer_requests_started_total")).contains("\"value\"");
    assertThat(query("tbot_ssh_multiplexer_requests_in_flight")).contains("\"value\"");
    assertThat(query("tbot_ssh_multiplexer_requests_handled_total"))
        .contains("\"status\":\"OK\"", "\"status\":\"ERROR\"");
  }

  @Test
  void typesAndHelpArrive() {
    assertThat(prometheus.metadata("tbot_ssh_multiplexer_requests_in_flight"))
        .contains("\"type\":\"gauge\"")
        .contains("SSH connections");
  }

  @Test
  void theMetricsOfTheJvmAreStored() {
    assertThat(query("jvm_memory_used_bytes{area=\"heap\"}")).contains("\"value\"");
    assertThat(query("process_cpu_seconds_total")).contains("\"value\"");
  }

  private static String query(String expression) {
    return prometheus.queryAt(scraped, expression);
  }
}
