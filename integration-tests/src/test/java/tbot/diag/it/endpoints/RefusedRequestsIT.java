package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.IndexedEndpoints;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;

/** What is refused is refused by an answer, and all answers are safe to show and not stored. */
@Timeout(600)
class RefusedRequestsIT {

  private static ChildJvm host;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run("tbot.diag.hosts.IdleHost");
    port = host.awaitDiagPort();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String answer(String request) throws IOException {
    try (RawConnection client = RawConnection.open(port)) {
      return client.send(request).readToEnd();
    }
  }

  private static String get(String path, String... fields) {
    return RawConnection.head("GET", path, fields);
  }

  @Test
  void aLargeHeadIsAnswered() throws IOException {
    assertThat(answer(get("/livez", "X-Large: " + "x".repeat(400_000))))
        .startsWith("HTTP/1.1 431 ")
        .contains("16 KB");
    assertThat(answer(get("/livez?" + "x".repeat(400_000)))).startsWith("HTTP/1.1 431 ");
    String field = "X-Field: " + "x".repeat(4_000) + "\r\n";
    assertThat(answer(get("/livez", field.repeat(100).trim()))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void aLargeBodyIsAnswered() throws IOException {
    String body = "0x1".repeat(400_000);
    assertThat(
            answer(
                RawConnection.head(
                        "POST", "/debug/pprof/symbol", "Content-Length: " + body.length())
                    + body))
        .startsWith("HTTP/1.1 413 ");
  }

  static List<String> requests() {
    String close = "Connection: close";
    return List.of(
        get("/livez", close),
        get("/readyz", close),
        get("/readyz/none", close),
        get("/metrics", close),
        get("/metrics?debug=none", close),
        get("/unknown", close),
        get("/debug/pprof", close),
        get("/debug/pprof/", close),
        get("/debug/pprof/none", close),
        get("/debug/pprof/profile?seconds=none", close),
        get("/debug/pprof/cmdline", close),
        RawConnection.head("HEAD", "/livez", close),
        RawConnection.head("POST", "/livez", close),
        RawConnection.head("BREW", "/livez", close),
        RawConnection.head("POST", "/debug/pprof/symbol", close),
        get("/livez", "Content-Length: 1"),
        get("/livez", "X-Large: " + "x".repeat(20_000)),
        "GET /livez HTTP/1.1\r\n\r\n",
        "GET /livez HTTP/3.0\r\nHost: localhost\r\n\r\n",
        "GET /debug/pprof/ HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n",
        "this is not HTTP\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void eachAnswerHasTheFieldsOfSafety(String request) throws IOException {
    assertSafe(answer(request));
  }

  @Test
  void eachProfileHasThemToo() {
    List<String> paths =
        IndexedEndpoints.all(port).stream().map(path -> path + "?seconds=1").toList();
    assertThat(paths).hasSizeGreaterThan(8);
    for (HttpResponse<byte[]> answer : Http.getAllAtOnce(port, paths)) {
      assertThat(answer.headers().allValues("X-Content-Type-Options"))
          .as(answer.toString())
          .containsExactly("nosniff");
      assertThat(answer.headers().allValues("Cache-Control"))
          .as(answer.toString())
          .containsExactly("no-store");
    }
  }

  private static void assertSafe(String answer) {
    assertThat(answer)
        .matches("(?s)HTTP/1\\.1 \\d{3} .*")
        .contains("\r\nX-Content-Type-Options: nosniff\r\n")
        .contains("\r\nCache-Control: no-store\r\n")
        .doesNotEndWith("(reset)");
  }
}
