package tbot.diag.http.engine;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.http.Endpoint;
import tbot.diag.http.engine.transport.Layer;
import tbot.diag.http.engine.transport.PlainLayer;

/** One side sends more than the other one takes. */
@Timeout(300)
class EngineBackpressureTest extends EngineFixture {

  @Test
  void restsWhileAnAnswerIsHeldUpAndTheClientSendsMore() throws Exception {
    endpoints.put("/posted", Endpoint.of((request, responder) -> {}).takingBody());
    AtomicReference<HeldTransport> held = new AtomicReference<>();
    Layer layer =
        channel -> {
          held.set(new HeldTransport(new PlainLayer().over(channel)));
          return held.get();
        };
    engine = new HttpEngine(new Sockets(bind(), layer), () -> dispatcher, limits);
    RawClient client =
        connect()
            .send(
                "POST /posted HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n"
                    + "Expect: 100-continue\r\n\r\n");
    await().until(() -> held.get() != null && held.get().waits);
    int before = held.get().looks;
    client.send("1");

    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(1))
        .until(() -> held.get().looks < before + 10);
  }
}
