package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.engine.transport.PlainLayer;

/** More clients than there is room for. */
@Timeout(300)
class EngineFloodTest extends EngineFixture {

  private final AtomicInteger hanging = new AtomicInteger();

  /** This many, or as many as this process may have files for. */
  private static int clients(int wanted) {
    long files =
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getMaxFileDescriptorCount();
    int count = (int) Math.min(wanted, files - 700);
    assumeTrue(count > 300, "too few files may be open");
    return count;
  }

  private void flood(int count, String request) throws IOException {
    for (int i = 0; i < count; i++) {
      try {
        connect().send(request);
      } catch (IOException e) {
        // Closed already, to make room.
        continue;
      }
      if (i % 50 == 49) {
        assertThat(probe()).endsWith("hello");
      }
    }
    for (int i = 0; i < 20; i++) {
      assertThat(probe()).endsWith("hello");
    }
    assertThat(engine.openConnections()).isLessThanOrEqualTo(limits.connections + 1);
    assertThat(threads()).hasSizeLessThan(16);
  }

  @Test
  void answersProbesAmongSilentConnections() throws Exception {
    int count = clients(1300);
    start();
    flood(count, "");
    await().until(() -> engine.evictedConnections() >= count - limits.connections);
  }

  @Test
  void answersProbesAmongHalfSentRequests() throws Exception {
    start();
    flood(clients(1300), "GET /hello HTTP/1.1\r\nHo");
  }

  @Test
  void answersProbesAmongBodiesThatNeverCome() throws Exception {
    endpoints.put(
        "/posted",
        Endpoint.of((request, responder) -> responder.send(Response.text(200, "ok"))).takingBody());
    start();
    int count = clients(700);
    flood(count, "GET /hello HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n");
    flood(count, "POST /posted HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n");
  }

  @Test
  void closesTheOldestSilentConnectionToMakeRoom() throws Exception {
    limits.connections = 3;
    start();
    RawClient idle = connect().send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    idle.readUntil("hello");
    RawClient half = connect().send("GET /hel");
    connect();
    await().until(() -> engine.openConnections() == 3);
    assertThat(engine.evictedConnections()).isZero();
    assertThat(probe()).endsWith("hello");
    assertThat(idle.readToEnd()).isEmpty();
    assertThat(engine.evictedConnections()).isEqualTo(1);
    assertThat(half.send("lo HTTP/1.1\r\nHost: h\r\n\r\n").readUntil("hello"))
        .startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void closesAConnectionThatIsDoneBeforeOneThatIsNot() throws Exception {
    limits.connections = 2;
    limits.headMillis = 3_600_000;
    limits.lingerMillis = 3_600_000;
    start();
    RawClient half = connect().send("GET /hel");
    await().until(() -> engine.openConnections() == 1);
    assertThat(connect().send("no request\r\n\r\n").readToEnd()).startsWith("HTTP/1.1 400 ");

    assertThat(probe()).endsWith("hello");
    assertThat(engine.evictedConnections()).isEqualTo(1);
    assertThat(half.send("lo HTTP/1.1\r\nHost: h\r\n\r\n").readUntil("hello"))
        .startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void waitingRequestsTakeNoThreadsAndNoRoomOfOthers() throws Exception {
    limits.connections = 64;
    limits.waitingRequests = 500;
    Queue<Responder> kept = new ConcurrentLinkedQueue<>();
    endpoints.put(
        "/wait",
        Endpoint.of(
                (request, responder) -> {
                  responder.later(3_600_000, () -> {});
                  responder.onClientGone(() -> {});
                  kept.add(responder);
                })
            .prompt()
            .waiting());
    start();
    String wait = "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n";
    for (int i = 1; i <= 500; i++) {
      connect().send(wait);
      if (i % 50 == 0) {
        // Until it waits, it is a connection like others.
        int count = i;
        await().until(() -> kept.size() == count);
      }
    }
    assertThat(engine.openConnections()).isEqualTo(500);
    assertThat(engine.evictedConnections()).isZero();
    await().until(() -> threads().size() == 1);
    assertThat(probe()).endsWith("hello");
    assertThat(ask("GET /wait HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 503 ")
        .contains("500 requests of this kind");

    for (int i = 0; i < 250; i++) {
      clients.get(i).close();
    }
    await().until(() -> engine.openConnections() == 250);
    connect().send(wait);
    await().until(() -> kept.size() == 501);
    for (Responder responder : kept) {
      responder.later(0, () -> responder.send(Response.text(200, "ready")));
    }
    for (int i = 250; i < 500; i++) {
      assertThat(clients.get(i).readUntil("ready")).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void turnsClientsAwayWhenAllConnectionsAreAtWork() throws Exception {
    limits.connections = 2;
    Responder[] kept = new Responder[2];
    for (int i = 0; i < 2; i++) {
      int index = i;
      at("/later" + i, (request, responder) -> kept[index] = responder);
    }
    start();
    for (int i = 0; i < 2; i++) {
      int index = i;
      connect().send("GET /later" + i + " HTTP/1.1\r\nHost: h\r\n\r\n");
      await().until(() -> kept[index] != null);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(ask("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n"))
          .startsWith("HTTP/1.1 503 ")
          .endsWith("503 - all connections are in use\n");
    }
    kept[0].send(Response.text(200, "done"));
    clients.get(0).readUntil("done");
    assertThat(probe()).endsWith("hello");
  }

  @Test
  void countsOpenConnections() throws Exception {
    start();
    assertThat(engine.openConnections()).isZero();
    RawClient one = connect();
    connect();
    await().until(() -> engine.openConnections() == 2);
    one.close();
    await().until(() -> engine.openConnections() == 1);
  }

  @Test
  void startsMoreThreadsWhenHandlersHang() throws Exception {
    at(
        "/hang",
        (request, responder) -> {
          release.await();
          responder.send(Response.text(200, "done"));
        });
    start();
    for (int i = 0; i < 20; i++) {
      connect().send("GET /hang HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    assertThat(probe()).endsWith("hello");
    release.countDown();
    for (RawClient client : clients) {
      client.readUntil("done");
    }
    await().until(() -> threads().size() == 1);
  }

  @Test
  void startsMoreThreadsForARequestThatIsFoundLate() throws Exception {
    at("/hang", this::hang);
    CountDownLatch searched = new CountDownLatch(1);
    CountDownLatch found = new CountDownLatch(1);
    engine =
        new HttpEngine(
            new Sockets(bind(), new PlainLayer()),
            () ->
                request -> {
                  if (request.path().equals("/hello")) {
                    searched.countDown();
                    awaitUninterruptibly(found);
                  }
                  return dispatcher.find(request);
                },
            limits);
    for (int i = 0; i < 2; i++) {
      connect().send("GET /hang HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    await().until(() -> hanging.get() == 2);
    RawClient late = connect().send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    searched.await();
    // The event loop looks for waiting requests again and again for a while, and then sleeps.
    await().during(Duration.ofMillis(10 * Workers.WAIT_MILLIS)).until(() -> true);
    found.countDown();

    assertThat(late.readUntil("hello")).startsWith("HTTP/1.1 200 OK");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As many as there are threads at most. */
  private void hangAllWorkers() throws IOException {
    for (int i = 0; i < 96; i++) {
      connect().send("GET /hang HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    await().until(() -> hanging.get() == 96);
  }

  private void hang(Request request, Responder responder) throws InterruptedException {
    hanging.incrementAndGet();
    release.await();
    responder.send(Response.text(200, "done"));
  }

  @Test
  void answersProbesThoughAllWorkersAreBusy() throws Exception {
    at("/hang", this::hang);
    endpoints.put(
        "/probe",
        Endpoint.of((request, responder) -> responder.send(Response.text(200, "alive"))).prompt());
    start();
    hangAllWorkers();
    assertThat(ask("GET /probe HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .endsWith("alive");
  }

  @Test
  void runsAWaitingRequestOnceThoughItIsWokenTwice() throws Exception {
    limits.waitingRequests = 1;
    AtomicInteger handled = new AtomicInteger();
    AtomicReference<Responder> waiting = new AtomicReference<>();
    at("/hang", this::hang);
    endpoints.put(
        "/wait",
        Endpoint.of(
                (request, responder) -> {
                  handled.incrementAndGet();
                  responder.later(3_600_000, () -> {});
                  waiting.set(responder);
                })
            .prompt()
            .waiting());
    start();
    RawClient waits = connect().send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
    await().until(() -> waiting.get() != null);
    hangAllWorkers();
    for (int i = 0; i < 2; i++) {
      Exchange exchange = (Exchange) waiting.get();
      exchange.later(0, () -> {});
      await().until(() -> exchange.nanosToStep(0) == EventLoop.NEVER_NANOS);
    }
    release.countDown();
    // Queued behind the steps.
    assertThat(probe()).endsWith("hello");
    assertThat(handled).hasValue(1);

    waiting.get().send(Response.text(200, "ready"));
    waits.readUntil("ready");
    connect().send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
    await().until(() -> handled.get() == 2);
  }

  @Test
  void runsNoHandlerForAClientThatHasLeft() throws Exception {
    AtomicInteger handled = new AtomicInteger();
    at("/hang", this::hang);
    at("/counted", (request, responder) -> handled.incrementAndGet());
    start();
    hangAllWorkers();
    RawClient leaving = connect().send("GET /counted HTTP/1.1\r\nHost: h\r\n\r\n");
    await().until(() -> engine.openConnections() == 97);
    leaving.reset();
    await().until(() -> engine.openConnections() == 96);
    release.countDown();

    // Queued behind the request of the client that has left.
    assertThat(probe()).endsWith("hello");
    assertThat(handled).hasValue(0);
  }
}
