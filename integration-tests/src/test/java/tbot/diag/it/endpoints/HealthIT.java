package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

@OnEachJvm
@Timeout(600)
class HealthIT {

  private static ChildJvm host;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost");
    port = host.awaitDiagPort();
    host.awaitStdout("ready");
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void livezSaysOk() {
    HttpResponse<String> livez = Http.get(port, "/livez");
    assertThat(livez.statusCode()).isEqualTo(200);
    assertThat(livez.body()).isEqualTo("OK");
    assertThat(livez.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
  }

  @Test
  void aHostWithoutSshHasNoService() {
    HttpResponse<String> readyz = Http.get(port, "/readyz");
    assertThat(readyz.statusCode()).isEqualTo(200);
    assertThat(readyz.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(readyz.body())
        .isEqualTo(
            """
            {
              "status": "healthy",
              "services": {},
              "pid": PID
            }"""
                .replace("PID", Long.toString(host.pid())));
  }

  @Test
  void readyzOfAnUnknownService() {
    HttpResponse<String> readyz = Http.get(port, "/readyz/a%22b");
    assertThat(readyz.statusCode()).isEqualTo(404);
    assertThat(readyz.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(readyz.body())
        .isEqualTo("{\n  \"error\": \"Service named \\\"a\\\\\\\"b\\\" not found.\"\n}");
  }

  @Test
  void waitAnswersAsReadyzOnceAllHaveReported() {
    assertThat(Http.get(port, "/wait").body()).isEqualTo(Http.get(port, "/readyz").body());
    assertThat(Http.get(port, "/wait/ssh-multiplexer").body())
        .isEqualTo(Http.get(port, "/readyz/ssh-multiplexer").body());
    assertThat(Http.get(port, "/wait/none").statusCode()).isEqualTo(404);
  }

  @Test
  void headHasNoBody() {
    HttpResponse<String> livez = Http.method("HEAD", port, "/livez");
    assertThat(livez.statusCode()).isEqualTo(200);
    assertThat(livez.headers().firstValue("content-length")).hasValue("2");
    assertThat(livez.body()).isEmpty();
  }

  @Test
  void otherMethodsAreRefused() {
    HttpResponse<String> livez = Http.method("POST", port, "/livez");
    assertThat(livez.statusCode()).isEqualTo(405);
    assertThat(livez.headers().firstValue("allow")).hasValue("GET, HEAD");
  }

  @Test
  void profilesAreUnknownWithoutDebugMode() {
    HttpResponse<String> unknown = Http.get(port, "/unknown");
    HttpResponse<String> heap = Http.get(port, "/debug/pprof/heap");
    assertThat(heap.statusCode()).isEqualTo(404);
    assertThat(heap.body())
        .isEqualTo(
            """
            404 - not found

            tbot-diag serves:
              /livez
              /readyz
              /readyz/{service}
              /wait
              /wait/{service}
              /metrics
            """)
        .isEqualTo(unknown.body());
    assertThat(Http.get(port, "/debug/pprof/").body()).isEqualTo(unknown.body());
  }

  @Test
  void printsNothingOnTheHostsStreams() {
    assertThat(host.stdout()).containsExactly("ready");
    assertThat(host.stderr()).containsExactly("tbot-diag: listening on 127.0.0.1:" + port);
  }
}
