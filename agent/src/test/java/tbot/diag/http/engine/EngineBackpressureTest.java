package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.http.Body;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Responder;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.Transfer;
import tbot.diag.http.engine.transport.Layer;
import tbot.diag.http.engine.transport.PlainLayer;
import tbot.diag.http.engine.transport.Transport;

/** One side sends more than the other one takes. */
@Timeout(300)
class EngineBackpressureTest extends EngineFixture {

  /** More than is kept of what a client sends. */
  private static final String MORE_THAN_KEPT = "x".repeat(40_000);

  private final AtomicReference<HeldTransport> held = new AtomicReference<>();
  private final AtomicReference<Responder> kept = new AtomicReference<>();
  private final CountDownLatch gone = new CountDownLatch(1);

  @Test
  void restsWhileAnAnswerIsHeldUpAndTheClientSendsMore() throws Exception {
    endpoints.put("/posted", Endpoint.of((request, responder) -> {}).takingBody());
    startHeld();
    String expect = " HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
    RawClient client = connect().send("POST /posted" + expect);
    await().until(() -> held.get() != null && held.get().waits);
    int before = held.get().looks.get();
    client.send("1");

    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(1))
        .until(() -> held.get().looks.get() < before + 10);
  }

  /** The first client's answer is held up. */
  private void startHeld() throws IOException {
    Layer plain = new PlainLayer();
    Layer layer =
        channel -> {
          Transport transport = plain.over(channel);
          return held.compareAndSet(null, new HeldTransport(transport)) ? held.get() : transport;
        };
    engine = new HttpEngine(new Sockets(bind(), layer), () -> dispatcher, limits);
  }

  @Test
  void makesRoomByAClientThatTakesItsAnswerTooSlowly() throws Exception {
    limits.connections = 1;
    limits.slowMillis = 300;
    AtomicReference<Transfer> begun = new AtomicReference<>();
    at(
        "/trickle",
        (request, responder) -> begun.set(responder.begin(ResponseHead.of(200, "text/plain"))));
    startHeld();
    connect().send("GET /trickle HTTP/1.1\r\nHost: h\r\n\r\n");
    await().until(() -> begun.get() != null && held.get().waits);

    await()
        .until(
            () -> {
              held.get().allowed.set(1);
              // Has the event loop go on.
              begun.get().write(Body.of(bytes("more")));
              return probe().endsWith("hello");
            });
    assertThat(engine.openConnections()).isLessThanOrEqualTo(1);
  }

  private Responder keepWatched(String request) throws Exception {
    at(
        "/later",
        (asked, responder) -> {
          responder.onClientGone(gone::countDown);
          kept.set(responder);
        });
    start();
    connect().send(request);
    await().until(() -> kept.get() != null);
    return kept.get();
  }

  @Test
  void tellsAHandlerThatAClientLeavesWhichHasSentTooMuch() throws Exception {
    keepWatched("GET /later HTTP/1.1\r\nHost: h\r\n\r\n" + MORE_THAN_KEPT);
    clients.get(0).close();
    assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    await().until(() -> engine.openConnections() == 0);
  }

  @Test
  void answersAWatchedRequestThoughTheClientSendsTooMuchAfterIt() throws Exception {
    Responder responder =
        keepWatched("GET /later HTTP/1.1\r\nHost: h\r\n\r\n" + MORE_THAN_KEPT + MORE_THAN_KEPT);
    Transfer transfer = responder.begin(ResponseHead.of(200, "text/plain"));
    clients.get(0).readUntil("\r\n\r\n");
    transfer.write(Body.of(bytes("the answer")));
    transfer.end();
    assertThat(clients.get(0).readToEnd()).endsWith("the answer\r\n0\r\n\r\n");
  }

  @Test
  void closesAClientThatNeverEndsToSendBehindAWatchedRequest() throws Exception {
    keepWatched("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    RawClient client = clients.get(0);
    await()
        .until(
            () -> {
              try {
                client.send(MORE_THAN_KEPT);
                return false;
              } catch (IOException e) {
                return true;
              }
            });
    assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
