package tbot.diag.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;

@Timeout(300)
class DiagServerTest extends ListenerFixture {

  private static final int BIG = 32 * 1024 * 1024;

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final AtomicReference<Throwable> outcome = new AtomicReference<>();

  private void open(ServerLimits limits, Route... routes) throws IOException {
    server =
        DiagServer.open(
            loopback(), () -> new Routes(List.of(routes)), limits, ByteBuddyAgent.install());
  }

  private void open(Route... routes) throws IOException {
    open(ServerLimits.production(), routes);
  }

  private static DiagServer open(InetSocketAddress address) throws IOException {
    return DiagServer.open(address, () -> new Routes(List.of(hello())), ByteBuddyAgent.install());
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofMinutes(2))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void reply(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static Route hello() {
    return Route.at("/hello", exchange -> reply(exchange, "hello"));
  }

  private HttpHandler waiting() {
    return exchange -> {
      entered.countDown();
      try {
        if (!release.await(4, TimeUnit.MINUTES)) {
          throw new IOException("never released");
        }
      } catch (InterruptedException e) {
        outcome.set(e);
        throw new IOException(e);
      }
      reply(exchange, "done");
    };
  }

  private HttpHandler flooding() {
    return exchange -> {
      exchange.sendResponseHeaders(200, BIG);
      entered.countDown();
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(new byte[BIG]);
      } catch (IOException e) {
        outcome.set(e);
        throw e;
      }
    };
  }

  @Test
  void answersWhateverTheQuery() throws Exception {
    open(hello());
    HttpResponse<String> response = send("GET", "/hello?a=b&c");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("hello");
  }

  @Test
  void answersHeadWithTheHeadersOfGetAndNoBody() throws Exception {
    open(
        hello(),
        Route.at(
            "/chunked",
            exchange -> {
              assertThat(exchange.getRequestMethod()).isEqualTo("GET");
              exchange.sendResponseHeaders(200, 0);
              try (OutputStream out = exchange.getResponseBody()) {
                out.write(new byte[100]);
              }
            }));
    HttpResponse<String> response = send("HEAD", "/hello");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-length")).hasValue("5");
    assertThat(response.body()).isEmpty();
    assertThat(send("HEAD", "/chunked").statusCode()).isEqualTo(200);
  }

  @Test
  void keepsTheConnectionAfterHead() throws Exception {
    open(hello());
    RawClient raw = connect();
    raw.send("HEAD /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    raw.readUntil("\r\n\r\n");
    raw.send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(raw.readUntil("hello")).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void refusesOtherMethodsAndSaysWhichItTakes() throws Exception {
    open(hello(), Route.at("/posted", exchange -> reply(exchange, "ok")).withPost());
    HttpResponse<String> response = send("DELETE", "/hello");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD");
    assertThat(send("POST", "/posted").statusCode()).isEqualTo(200);
    assertThat(send("PUT", "/posted").headers().firstValue("allow")).hasValue("GET, HEAD, POST");
  }

  @Test
  void listsTheEndpointsForAnUnknownPath() throws Exception {
    open(hello(), Route.below("/things/", "{thing}", exchange -> reply(exchange, "thing")));
    HttpResponse<String> response = send("GET", "/nowhere");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
    assertThat(response.body())
        .isEqualTo("404 - not found\n\ntbot-diag serves:\n  /hello\n  /things/{thing}\n");
    assertThat(send("GET", "/hello/").body()).isEqualTo(response.body());
    assertThat(send("GET", "/things/x").body()).isEqualTo("thing");
  }

  @Test
  void takesOtherRoutesWhileItServes() throws Exception {
    open(hello());
    server.setRoutes(
        () -> new Routes(List.of(Route.at("/new", exchange -> reply(exchange, "new")))));
    assertThat(send("GET", "/hello").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/new").body()).isEqualTo("new");
  }

  @Test
  void saysInOneLineThatAHandlerFailed() throws Exception {
    open(
        Route.at(
            "/bad",
            exchange -> {
              throw new IllegalStateException("boom\nbang");
            }),
        Route.at(
            "/worse",
            exchange -> {
              throw new StackOverflowError();
            }),
        hello());
    HttpResponse<String> response = send("GET", "/bad");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .isEqualTo("500 - the handler failed: java.lang.IllegalStateException: boom bang\n");
    assertThat(send("GET", "/worse").statusCode()).isEqualTo(500);
    assertThat(send("GET", "/hello").statusCode()).isEqualTo(200);
  }

  @Test
  void answersForAHandlerThatClosesTheExchangeOnItsWayOut() throws Exception {
    open(
        Route.at(
            "/bad",
            exchange -> {
              try {
                throw new NoClassDefFoundError("javax/management/JMException");
              } finally {
                exchange.close();
              }
            }));
    HttpResponse<String> response = send("GET", "/bad");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .isEqualTo(
            "500 - the handler failed: java.lang.NoClassDefFoundError:"
                + " javax/management/JMException\n");
  }

  @Test
  void breaksTheConnectionWhenAHandlerFailsHalfWay() throws Exception {
    open(
        Route.at(
                "/bad",
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  exchange.getResponseBody().write(1);
                  throw new IllegalStateException("boom");
                })
            .slow());
    RawClient raw = connect().send("GET /bad HTTP/1.1\r\nHost: h\r\n\r\n");
    // A last chunk of length 0 would tell the client that the answer is complete.
    assertThat(raw.readToEnd()).doesNotContain("\r\n0\r\n");
  }

  /** An answer of unknown length with a flush in between, as compressing libraries send it. */
  private static void piecemeal(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write("one ".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      out.write("two".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void sendsAnAnswerOfUnknownLengthWithItsLength() throws Exception {
    open(
        Route.at("/page", DiagServerTest::piecemeal),
        Route.at(
            "/empty",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().close();
            }));
    RawClient raw = connect();
    for (int i = 0; i < 2; i++) {
      raw.send("GET /page HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(raw.readUntil("one two"))
          .startsWith("HTTP/1.1 200 OK")
          .containsIgnoringCase("\r\ncontent-length: 7\r\n")
          .doesNotContainIgnoringCase("transfer-encoding");
    }
    raw.send("GET /empty HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(raw.readUntil("\r\n\r\n")).containsIgnoringCase("\r\ncontent-length: 0\r\n");
    raw.send("HEAD /page HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
    raw.send("GET /page HTTP/1.0\r\n\r\n");
    assertThat(raw.readToEnd())
        .containsIgnoringCase("\r\ncontent-length: 7\r\n")
        .endsWith("\r\n\r\none two");
  }

  /** Closes the exchange only, or nothing, as client_java does with {@code debug}. */
  @Test
  void sendsAnAnswerOfWhichTheBodyIsLeftOpen() throws Exception {
    open(
        Route.at(
            "/open",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write("left".getBytes(StandardCharsets.US_ASCII));
              exchange.close();
            }));
    assertThat(send("GET", "/open").body()).isEqualTo("left");
    assertThat(send("HEAD", "/open").statusCode()).isEqualTo(200);
  }

  @Test
  void sendsTheAnswerOfASlowRouteWhileItIsMade() throws Exception {
    open(
        Route.at(
                "/slow",
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  exchange.getResponseBody().write("begun".getBytes(StandardCharsets.US_ASCII));
                  exchange.getResponseBody().flush();
                  try {
                    release.await(4, TimeUnit.MINUTES);
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  exchange.getResponseBody().close();
                })
            .slow());
    RawClient raw = connect().send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(raw.readUntil("begun")).containsIgnoringCase("transfer-encoding: chunked");
  }

  @Test
  void sendsNothingOfAnAnswerThatFailsOnTheWay() throws Exception {
    open(
        Route.at(
            "/bad",
            exchange -> {
              exchange.getResponseHeaders().set("Content-Encoding", "gzip");
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(1);
              throw new IllegalStateException("boom");
            }),
        Route.at(
            "/twice",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.sendResponseHeaders(200, 0);
            }));
    HttpResponse<String> response = send("GET", "/bad");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.headers().firstValue("content-encoding")).isEmpty();
    assertThat(response.body())
        .isEqualTo("500 - the handler failed: java.lang.IllegalStateException: boom\n");
    RawClient twice = connect().send("GET /twice HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(twice.readToEnd()).isEmpty();
  }

  @Test
  void answersBadRequestsAndGoesOn() throws Exception {
    open(hello());
    for (String bad : List.of("nonsense\r\n\r\n", "GET /%zz HTTP/1.1\r\n\r\n", "\u0001\r\n\r\n")) {
      assertThat(connect().send(bad).readToEnd()).startsWith("HTTP/1.1 400 ");
    }
    connect().send("OPTIONS * HTTP/1.1\r\n\r\n").readToEnd();
    assertThat(send("GET", "/hello").statusCode()).isEqualTo(200);
  }

  @Test
  void cutsAClientThatKeepsItsHeadBack() throws Exception {
    open(ServerLimits.production().withHeadMillis(300), hello());
    long start = System.nanoTime();
    assertThat(connect().send("GET /hello HTTP/1.1\r\nHo").readToEnd()).isIn("", "(reset)");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(290));
    assertThat(send("GET", "/hello").statusCode()).isEqualTo(200);
  }

  @Test
  void givesEachRequestOfAConnectionADeadlineOfItsOwn() throws Exception {
    open(ServerLimits.production().withHeadMillis(300), hello());
    RawClient raw = connect().send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    raw.readUntil("hello");
    assertThat(raw.send("GET /hello").readToEnd()).isIn("", "(reset)");
  }

  @Test
  void cutsAClientThatKeepsItsBodyBack() throws Exception {
    Route posted =
        Route.at(
                "/posted",
                exchange -> {
                  exchange.getRequestBody().readAllBytes();
                  reply(exchange, "ok");
                })
            .withPost();
    open(ServerLimits.production().withRequestMillis(300), posted, hello());
    String head = "POST /posted HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345";
    assertThat(connect().send(head).readToEnd()).isIn("", "(reset)");
    // The server waits for an unread body no longer than for one that is read.
    String unread = "POST /hello HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345";
    assertThat(connect().send(unread).readToEnd()).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void cutsAClientThatDoesNotReadItsResponse() throws Exception {
    open(ServerLimits.production().withRequestMillis(300), Route.at("/big", flooding()));
    RawClient deaf = new RawClient(server.address(), 4096);
    clients.add(deaf);
    deaf.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
    await().until(() -> outcome.get() != null);
    assertThat(outcome.get()).isInstanceOf(IOException.class);
  }

  @Test
  void letsASlowRouteWorkBeyondTheDeadlineOfOthers() throws Exception {
    open(
        ServerLimits.production().withRequestMillis(100),
        Route.at(
                "/slow",
                exchange -> {
                  try {
                    Thread.sleep(600);
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  reply(exchange, "done");
                })
            .slow());
    assertThat(send("GET", "/slow").body()).isEqualTo("done");
  }

  @Test
  void cutsAClientThatDoesNotReadTheResponseOfASlowRoute() throws Exception {
    open(ServerLimits.production().withSlowWriteMillis(300), Route.at("/big", flooding()).slow());
    RawClient deaf = new RawClient(server.address(), 4096);
    clients.add(deaf);
    deaf.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
    await().until(() -> outcome.get() != null);
  }

  @Test
  void slowRoutesHaveADeadlineForEachPiece() throws Exception {
    open(
        ServerLimits.production().withSlowWriteMillis(300),
        Route.at(
                "/trickle",
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  try (OutputStream out = exchange.getResponseBody()) {
                    for (int i = 0; i < 8; i++) {
                      out.write('.');
                      out.flush();
                      Thread.sleep(100);
                    }
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                })
            .slow());
    assertThat(send("GET", "/trickle").body()).isEqualTo("........");
  }

  @Test
  void turnsAwaySlowRequestsBeyondTheirNumberButNoOthers() throws Exception {
    open(
        ServerLimits.production().withSlowRequests(1),
        Route.at("/slow", waiting()).slow(),
        hello());
    RawClient first = connect().send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    entered.await(2, TimeUnit.MINUTES);
    HttpResponse<String> second = send("GET", "/slow");
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.headers().firstValue("retry-after")).hasValue("10");
    assertThat(second.body())
        .isEqualTo("503 - 1 requests of this kind are running, try again later\n");
    assertThat(send("GET", "/hello").statusCode()).isEqualTo(200);
    release.countDown();
    assertThat(first.readUntil("done")).startsWith("HTTP/1.1 200 ");
    await().untilAsserted(() -> assertThat(send("GET", "/slow").statusCode()).isEqualTo(200));
  }

  @Test
  void cutsTheOldestStalledClientWhenAllThreadsAreTaken() throws Exception {
    open(ServerLimits.production().withThreads(3), hello());
    List<RawClient> stalled = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      stalled.add(connect().send("GET /hel"));
      int started = i + 1;
      await().until(() -> threadsServing() == started);
    }
    assertThat(send("GET", "/hello").body()).isEqualTo("hello");
    assertThat(stalled.get(0).readToEnd()).isIn("", "(reset)");
    stalled.get(1).send("lo HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(stalled.get(1).readUntil("hello")).startsWith("HTTP/1.1 200 ");
  }

  private long threadsServing() {
    return threads("tbot-diag-http-").stream()
        .filter(t -> t.getName().matches("tbot-diag-http-\\d+"))
        .count();
  }

  @Test
  void closesTheConnectionWhenNoThreadCanBeHad() throws Exception {
    open(ServerLimits.production().withThreads(1), Route.at("/wait", waiting()), hello());
    RawClient busy = connect().send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
    entered.await(2, TimeUnit.MINUTES);
    assertThat(connect().send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n").readToEnd())
        .isIn("", "(reset)");
    release.countDown();
    busy.readUntil("done");
    await().ignoreExceptions().until(() -> send("GET", "/hello").statusCode() == 200);
  }

  @Test
  void leavesNoInterruptBehindForTheNextRequest() throws Exception {
    open(
        ServerLimits.production().withThreads(1).withHeadMillis(100),
        Route.at("/flag", exchange -> reply(exchange, "" + Thread.interrupted())));
    for (int i = 0; i < 5; i++) {
      connect().send("GET /fl").readToEnd();
      await().ignoreExceptions().until(() -> send("GET", "/flag").body().equals("false"));
    }
  }

  @Test
  void runsOnOwnDaemonThreads() throws Exception {
    open(
        Route.at(
            "/loader",
            exchange -> reply(exchange, "" + Thread.currentThread().getContextClassLoader())));
    assertThat(send("GET", "/loader").body()).isEqualTo("null");
    assertThat(threads("tbot-diag-http-"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            thread -> {
              assertThat(thread.isDaemon()).isTrue();
              assertThat(thread.getContextClassLoader()).isNull();
            });
    assertThat(threads("HTTP-Dispatcher")).isEmpty();
    assertThat(threads("server-timer")).isEmpty();
    assertThat(threads("idle-timeout-task")).isEmpty();
  }

  @Test
  void givesItsThreadsBackWhenTheyAreIdle() throws Exception {
    open(hello());
    for (int i = 0; i < 20; i++) {
      connect().send("GET /hel");
    }
    await().until(() -> threadsServing() >= 20);
    for (RawClient one : clients) {
      one.close();
    }
    await().until(() -> threadsServing() == 0);
  }

  @Test
  void leavesNothingOpenOrRunningWhenStopped() throws Exception {
    open(Route.at("/wait", waiting()).slow(), hello());
    InetSocketAddress address = server.address();
    RawClient busy = connect().send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
    entered.await(2, TimeUnit.MINUTES);
    connect().send("GET /hel");
    server.stop();
    assertThat(busy.readToEnd()).isIn("", "(reset)");
    assertThatThrownBy(() -> new RawClient(address)).isInstanceOf(IOException.class);
    await().untilAsserted(() -> assertThat(threads("tbot-diag-http-")).isEmpty());
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    server = open(address);
    assertThat(send("GET", "/hello").body()).isEqualTo("hello");
  }

  @Test
  void saysThatAnAddressIsTaken() throws Exception {
    open(hello());
    assertThatThrownBy(() -> open(server.address()))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void bindsOnlyAtTheAddressGiven() throws Exception {
    open(hello());
    assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
    assertThat(server.address().getPort()).isPositive();
  }
}
