package tbot.diag.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus server scrapes a host, in the format that it prefers. */
@Timeout(120)
class PrometheusIT {

  @TempDir private static Path folder;

  private static ChildJvm host;
  private static Process prometheus;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    ClientProgram.orSkip("prometheus", "prometheus");
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost");
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        String.join(
            "\n",
            "global: {scrape_interval: 1s}",
            "scrape_configs:",
            "  - job_name: bot",
            "    static_configs:",
            "      - targets: ['127.0.0.1:" + host.awaitDiagPort() + "']",
            ""));
    port = LocalPort.free();
    prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .conditionEvaluationListener(condition -> assertThat(prometheus.isAlive()).isTrue())
        .until(() -> query("up").contains("\"value\""));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (host != null) {
      host.close();
    }
    if (prometheus != null) {
      prometheus.destroy();
      prometheus.waitFor(10, TimeUnit.SECONDS);
      prometheus.destroyForcibly();
    }
  }

  @Test
  void theTargetIsUp() {
    assertThat(query("up"))
        .contains("\"job\":\"bot\"")
        .containsPattern("\"value\":\\[[^,]+,\"1\"]");
  }

  @Test
  void theMetricsOfTbotAreThereWithBothOutcomes() {
    assertThat(query("tbot_ssh_multiplexer_requests_started_total")).contains("\"value\"");
    assertThat(query("tbot_ssh_multiplexer_requests_in_flight")).contains("\"value\"");
    assertThat(query("tbot_ssh_multiplexer_requests_handled_total"))
        .contains("\"status\":\"OK\"", "\"status\":\"ERROR\"");
  }

  @Test
  void typesAndHelpArriveAsMetadata() {
    assertThat(
            Http.get(
                    port, "/api/v1/targets/metadata?metric=tbot_ssh_multiplexer_requests_in_flight")
                .body())
        .contains("\"type\":\"gauge\"")
        .contains("SSH connections");
  }

  @Test
  void theMetricsOfTheJvmAreThere() {
    assertThat(query("jvm_memory_used_bytes{area=\"heap\"}")).contains("\"value\"");
    assertThat(query("process_cpu_seconds_total")).contains("\"value\"");
  }

  private static String query(String expression) {
    return Http.get(
            port, "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .body();
  }
}
