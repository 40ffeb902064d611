package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.testhost.BurnHost;

/** The CPU profile in the formats other than pprof's. */
class ProfileFormatsIT {

  private static final String BURN = "tbot.diag.hosts.BurnHost.";

  private static BurnHost host;

  @BeforeAll
  static void startAHost() throws IOException {
    host = BurnHost.start();
    host.profile("/debug/pprof/profile?seconds=1");
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void collapsedStacksAddUp() {
    long start = System.nanoTime();
    double before = cpuSeconds();
    HttpResponse<String> answer =
        Http.get(host.port(), "/debug/pprof/profile?seconds=3&format=collapsed");
    double used = cpuSeconds() - before;
    double outside = (System.nanoTime() - start) / 1e9 - 3;

    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(answer.body().lines().filter(line -> !line.isBlank()))
        .isNotEmpty()
        .allMatch(line -> line.matches("[^;]+(;[^;]+)* [1-9]\\d*0000000"));
    assertThat(answer.body()).contains(";" + BURN + "heavy;");
    long nanos =
        answer
            .body()
            .lines()
            .filter(line -> !line.isBlank())
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    // Of the time that the process used between the questions, a part may lie outside of the span.
    assertThat(nanos / 1e9)
        .as("seconds, of %s by the clock of the process and %s s outside", used, outside)
        .isBetween(
            0.85 * (used - outside * Runtime.getRuntime().availableProcessors()), 1.15 * used);
  }

  private static double cpuSeconds() {
    return Metrics.scrape(host.port()).value("process_cpu_seconds_total");
  }

  @Test
  void aFlameGraphIsOnePage() {
    HttpResponse<String> answer =
        Http.get(host.port(), "/debug/pprof/profile?seconds=2&format=flamegraph");

    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(answer.body().stripLeading()).startsWith("<!DOCTYPE html>");
    assertThat(answer.body())
        .contains("<title>tbot.diag.hosts.BurnHost \u2013 profile (cpu), 2 s, ")
        .contains("<h1>profile (cpu), 2 s, ", "\"unit\":\"nanoseconds\"")
        .doesNotContain("src=", "@import");
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "PPROF", "%3Cscript%3E"})
  void unknownFormatsAreRefused(String format) {
    HttpResponse<String> refusal =
        Http.get(host.port(), "/debug/pprof/profile?seconds=60&format=" + format);

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.body())
        .isEqualTo(
            "invalid value for \"format\" - must be pprof, flamegraph, collapsed, heatmap or jfr\n");
    assertThat(refusal.headers().firstValue("X-Go-Pprof")).contains("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flamegraph", "collapsed"})
  void aDisconnectedClientIsNoticed(String format) throws IOException {
    int before = clientsThatLeft();
    String path = "/debug/pprof/profile?seconds=600&format=" + format;
    try (Socket socket = Http.open(host.port(), path, "Host: localhost")) {
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    host.jvm().await("the window to end", () -> clientsThatLeft() > before);
  }

  private static int clientsThatLeft() {
    return (int)
        host.jvm().stderr().stream()
            .filter(line -> line.contains("seconds=600") && line.contains("its client has left"))
            .count();
  }
}
