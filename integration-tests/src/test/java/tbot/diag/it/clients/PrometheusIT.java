package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.LocalPort;

/** A real Prometheus server scrapes a host in the format it prefers. */
@Timeout(600)
class PrometheusIT {

  @TempDir private static Path folder;

  private static final Pattern UP = Pattern.compile("\"value\":\\[([\\d.]+),\"1\"]");

  private static ChildJvm host;
  private static Process prometheus;
  private static int port;

  /** A time at which the last scrape had succeeded, in seconds since 1970. */
  private static String scraped;

  @BeforeAll
  static void start() throws IOException {
    ClientProgram.orSkip("prometheus", "prometheus");
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost");
    int target = host.awaitDiagPort();
    // The first request loads classes and may take longer than the interval of a scrape.
    Http.get(target, "/metrics");
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        String.join(
            "\n",
            "global: {scrape_interval: 1s}",
            "scrape_configs:",
            "  - job_name: bot",
            "    static_configs:",
            "      - targets: ['127.0.0.1:" + target + "']",
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
    scraped =
        Awaitility.await()
            .atMost(Duration.ofMinutes(5))
            .ignoreExceptionsMatching(e -> prometheus.isAlive())
            .until(() -> UP.matcher(query("up", "")), Matcher::find)
            .group(1);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (host != null) {
      host.close();
    }
    if (prometheus != null) {
      prometheus.destroy();
      prometheus.waitFor(1, TimeUnit.MINUTES);
      prometheus.destroyForcibly();
    }
  }

  @Test
  void theTargetIsUp() {
    assertThat(query("up")).contains("\"job\":\"bot\"").containsPattern(UP);
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
    assertThat(
            Http.get(
                    port, "/api/v1/targets/metadata?metric=tbot_ssh_multiplexer_requests_in_flight")
                .body())
        .contains("\"type\":\"gauge\"")
        .contains("SSH connections");
  }

  @Test
  void theMetricsOfTheJvmAreStored() {
    assertThat(query("jvm_memory_used_bytes{area=\"heap\"}")).contains("\"value\"");
    assertThat(query("process_cpu_seconds_total")).contains("\"value\"");
  }

  private static String query(String expression) {
    return query(expression, "&time=" + scraped);
  }

  private static String query(String expression, String time) {
    return Http.get(
            port,
            "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + time)
        .body();
  }
}
