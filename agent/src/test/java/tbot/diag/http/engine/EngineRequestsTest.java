package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Response;

/** Which requests are served, which are refused, and what becomes of their connections. */
@Timeout(300)
class EngineRequestsTest extends EngineFixture {

  private static final String GET = "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n";

  private void takePosts() {
    endpoints.put(
        "/posted",
        Endpoint.of(
                (request, responder) ->
                    responder.send(Response.text(200, "got " + request.body().length)))
            .takingBody());
  }

  @Test
  void answersWithTheHeadersOfAllAnswers() throws Exception {
    start();
    assertThat(ask("GET /hello?a=b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .isEqualTo(
            """
            HTTP/1.1 200 OK
            Content-Type: text/plain; charset=utf-8
            X-Content-Type-Options: nosniff
            Cache-Control: no-store
            Content-Length: 5
            Connection: close

            hello\
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void servesRequestAfterRequestOfAConnection() throws Exception {
    start();
    RawClient raw = connect();
    for (int i = 0; i < 3; i++) {
      assertThat(raw.send(GET).readUntil("hello")).doesNotContain("Connection:");
    }
    assertThat(engine.openConnections()).isEqualTo(1);
  }

  @Test
  void servesPipelinedRequestsInOrder() throws Exception {
    at(
        "/path",
        (request, responder) ->
            responder.send(Response.text(200, "[" + request.uri().getQuery() + "]")));
    start();
    StringBuilder requests = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      requests.append("GET /path?" + i + " HTTP/1.1\r\nHost: h\r\n\r\n");
      expected.append("[" + i + "]");
    }
    requests.append("GET /path?last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    String answers = ask(requests.toString());
    assertThat(answers.replaceAll("(?s)HTTP/1.1 200.*?\r\n\r\n", ""))
        .isEqualTo(expected + "[last]");
  }

  @Test
  void answersHeadWithTheHeadersOfGetAndNoBody() throws Exception {
    start();
    String head = ask("HEAD /hello HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    assertThat(head + "hello").isEqualTo(probe());
    RawClient raw = connect().send("HEAD /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    raw.readUntil("\r\n\r\n");
    assertThat(raw.send(GET).readUntil("hello")).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void closesTheConnectionsOfHttp10UnlessAskedNotTo() throws Exception {
    start();
    assertThat(ask("GET /hello HTTP/1.0\r\n\r\n")).endsWith("Connection: close\r\n\r\nhello");
    RawClient raw = connect();
    for (int i = 0; i < 2; i++) {
      assertThat(
              raw.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").readUntil("hello"))
          .contains("Connection: keep-alive\r\n");
    }
  }

  @Test
  void answersAClientThatEndsItsOwnSide() throws Exception {
    start();
    RawClient raw = connect().send(GET);
    raw.endOutput();
    assertThat(raw.readToEnd()).endsWith("hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 GET /hello HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n",
        "400 GET /hello HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
        "413 POST /hello HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999\r\n\r\n",
        "505 GET /hello HTTP/3.0\r\nHost: h\r\n\r\n",
        "400 \u0016\u0003\u0001",
      })
  void refusesAtOnceAndCloses(String statusAndRequest) throws Exception {
    start();
    assertThat(ask(statusAndRequest.substring(4)))
        .startsWith("HTTP/1.1 " + statusAndRequest.substring(0, 3))
        .contains("nosniff")
        .contains("Connection: close");
    assertThat(probe()).endsWith("hello");
  }

  @Test
  void refusesALargeHeadSoThatTheClientCanReadIt() throws Exception {
    start();
    limits.lingerMillis = 60_000;
    RawClient raw = connect();
    raw.send("GET /hello HTTP/1.1\r\nHost: h\r\nA: " + "x".repeat(20_000));
    assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 431 ");
    for (int i = 0; i < 30; i++) {
      raw.send("x".repeat(10_000));
    }
    assertThat(raw.readToEnd()).endsWith("16 KB\n");
  }

  @Test
  void handsTheBodyOfAPostOver() throws Exception {
    takePosts();
    start();
    RawClient raw = connect();
    String head = "POST /posted HTTP/1.1\r\nHost: h\r\nContent-Length: ";
    raw.send(head + "5\r\n\r\n12345").readUntil("got 5");
    raw.send(head + "1048576\r\n\r\n");
    raw.send("x".repeat(1048576) + GET).readUntil("got 1048576");
    raw.readUntil("hello");
  }

  @Test
  void asksForTheBodyWhenTheClientWaitsForThat() throws Exception {
    takePosts();
    start();
    RawClient raw = connect();
    String expect = " HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
    assertThat(raw.send("POST /posted" + expect).readUntil("\r\n\r\n"))
        .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    assertThat(raw.send("12345").readUntil("got 5")).startsWith("HTTP/1.1 200 OK");
    // Not for an endpoint that takes none.
    assertThat(ask("POST /hello" + expect)).startsWith("HTTP/1.1 200 OK").endsWith("hello");
  }

  @Test
  void answersAPostWithoutReadingABodyThatNobodyTakes() throws Exception {
    start();
    assertThat(ask("POST /nowhere HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ")
        .contains("Connection: close");
  }

  @Test
  void closesAClientThatKeepsItsHeadBack() throws Exception {
    limits.headMillis = 200;
    start();
    RawClient silent = connect();
    assertThat(ask("GET /hel")).startsWith("HTTP/1.1 408 ");
    assertThat(silent.readToEnd()).isEmpty();
  }

  @Test
  void closesAClientThatSendsEmptyLinesAlone() throws Exception {
    limits.headMillis = 300;
    start();
    RawClient client = connect();
    await()
        .until(
            () -> {
              try {
                client.send("\r\n");
                return false;
              } catch (IOException e) {
                return true;
              }
            });
  }

  @Test
  void closesAClientThatKeepsItsBodyBack() throws Exception {
    limits.bodyMillis = 200;
    takePosts();
    start();
    assertThat(ask("POST /posted HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345"))
        .startsWith("HTTP/1.1 408 ");
  }

  @Test
  void closesAnIdleConnection() throws Exception {
    limits.idleMillis = 200;
    start();
    RawClient raw = connect().send(GET);
    raw.readUntil("hello");
    assertThat(raw.readToEnd()).isEmpty();
  }

  @Test
  void givesEachRequestOfAConnectionATimeoutOfItsOwn() throws Exception {
    limits.headMillis = 200;
    start();
    RawClient raw = connect().send(GET);
    raw.readUntil("hello");
    assertThat(raw.send("GET /hel").readToEnd()).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void closesAClientThatDoesNotCloseAfterItsLastAnswer() throws Exception {
    limits.lingerMillis = 200;
    start();
    connect().send("nonsense\r\n\r\n").readToEnd();
    await().until(() -> engine.openConnections() == 0);
  }

  @Test
  void turnsAwaySlowRequestsBeyondTheirNumberAlone() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    limits.slowRequests = 1;
    endpoints.put(
        "/slow",
        Endpoint.of(
                (request, responder) -> {
                  entered.countDown();
                  release.await();
                  responder.send(Response.text(200, "done"));
                })
            .slow());
    start();
    RawClient first = connect().send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(entered.await(2, TimeUnit.MINUTES)).isTrue();
    String close = "GET /slow HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    assertThat(ask(close))
        .startsWith("HTTP/1.1 503 ")
        .contains("\r\nRetry-After: 10\r\n")
        .contains("\r\nX-Go-Pprof: 1\r\n")
        .endsWith("503 - 1 requests of this kind are running, try again later\n");
    assertThat(probe()).endsWith("hello");
    release.countDown();
    first.readUntil("done");
    assertThat(ask(close)).endsWith("done");
  }
}
