package tbot.diag.it.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** Services that the host reports by the API, in two class loaders. */
@OnEachJvm
@Timeout(600)
class HostApiIT {

  private static ChildJvm start(ChildJvm.Builder java) throws IOException {
    ChildJvm host = java.run("tbot.diag.hosts.ApiHost", Artifacts.apiJar().toString());
    host.awaitStdout("ready");
    return host;
  }

  private static void assertState(int port, String name, int status, String text) {
    HttpResponse<String> answer = Http.get(port, "/readyz/" + name);
    assertThat(answer.body()).contains(text);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private static double iterations(int port, String metric, String name) {
    return Metrics.scrape(port)
        .value(
            "tbot_task_iterations_" + metric + "{name=\"" + name + "\",service=\"" + name + "\"}");
  }

  @Test
  void reportsUnderTheAgentFromTheStart() throws Exception {
    try (ChildJvm host = start(ChildJvm.java().agent("diag_addr=127.0.0.1:0"))) {
      int port = host.awaitDiagPort();
      assertThat(Http.get(port, "/metrics").body()).doesNotContain("tbot_task");
      host.ask("0 a named");
      assertState(port, "a", 503, "initializing");
      host.ask("0 a healthy");
      assertState(port, "a", 200, "healthy");
      host.ask("1 b/😀 unhealthy no \"route\" to x");
      assertState(port, "b%2F%F0%9F%98%80", 503, "\"reason\": \"no \\\"route\\\" to x\"");
      host.ask("1 a run");
      assertState(port, "a", 200, "healthy");
      assertThat(host.ask("0 a fail boom")).isEqualTo("java.lang.IllegalStateException: boom");
      assertState(port, "a", 503, "\"reason\": \"boom\"");
      host.ask("0 a run");
      assertState(port, "a", 200, "healthy");
      assertThat(iterations(port, "total", "a")).isEqualTo(3);
      assertThat(iterations(port, "failed", "a")).isEqualTo(1);
      assertThat(iterations(port, "successful_sum", "a")).isEqualTo(1);
      assertThat(Http.get(port, "/metrics").body())
          .doesNotContain("tbot_task_iterations_total{name=\"b");
    }
  }

  @Test
  void anAttachFindsTheStatesOfBefore() throws Exception {
    try (ChildJvm host = start(ChildJvm.java())) {
      host.ask("0 a healthy");
      host.ask("1 b unhealthy why");
      host.ask("1 c named");
      host.ask("1 d fail boom");
      Attach.agent(host, "diag_addr=127.0.0.1:0");
      int port = host.awaitDiagPort();
      assertState(port, "a", 200, "healthy");
      assertState(port, "b", 503, "\"reason\": \"why\"");
      assertState(port, "c", 503, "initializing");
      assertState(port, "d", 503, "\"reason\": \"boom\"");
      host.ask("0 a unhealthy later");
      assertState(port, "a", 503, "\"reason\": \"later\"");
      host.ask("1 d run");
      assertThat(iterations(port, "total", "d")).isEqualTo(1);

      Attach.agent(host, "stop");
      host.ask("0 a healthy");
      host.ask("1 d run");
      Attach.agent(host, "diag_addr=127.0.0.1:0");
      int again = host.awaitDiagPort(2);
      assertState(again, "a", 200, "healthy");
      assertState(again, "b", 503, "\"reason\": \"why\"");
      assertState(again, "d", 200, "healthy");
      assertThat(iterations(again, "total", "d")).isZero();
      host.ask("1 d run");
      assertThat(iterations(again, "total", "d")).isEqualTo(1);
    }
  }

  @Test
  void nothingIsKeptWhileNothingIsServed() throws Exception {
    try (ChildJvm host = start(ChildJvm.java().agent("diag_addr=127.0.0.1:0"))) {
      int port = host.awaitDiagPort();
      host.ask("0 a healthy");
      assertState(port, "a", 200, "healthy");
      Attach.agent(host, "debug");
      host.ask("0 b healthy");
      host.ask("0 a unhealthy why");
      Attach.agent(host, "diag_addr=127.0.0.1:0");
      int again = host.awaitDiagPort(2);
      assertState(again, "a", 503, "\"reason\": \"why\"");
      assertState(again, "b", 200, "healthy");
    }
  }
}
