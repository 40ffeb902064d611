package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.http.Body;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.Transfer;

/** Answers that come later, in parts, or not at all, and clients that do not wait for them. */
@Timeout(300)
class EngineResponsesTest extends EngineFixture {

  private static final int BIG = 50 * 1024 * 1024;
  private static final ResponseHead HEAD = ResponseHead.of(200, "text/plain");

  private final AtomicReference<Responder> kept = new AtomicReference<>();
  private final CountDownLatch gone = new CountDownLatch(1);

  /** The responder of a handler that has returned without an answer. */
  private Responder keep(String request) throws Exception {
    at("/later", (r, responder) -> kept.set(responder));
    start();
    connect().send(request);
    await().until(() -> kept.get() != null);
    return kept.get();
  }

  private Responder keep() throws Exception {
    return keep("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
  }

  private RawClient client() {
    return clients.get(0);
  }

  private static Body body(String text) {
    return Body.of(bytes(text));
  }

  @Test
  void answersLaterWithoutHoldingAThread() throws Exception {
    Responder responder = keep();
    await().until(() -> threads().size() == 1);
    responder.send(Response.text(200, "later"));
    assertThat(client().readUntil("later")).startsWith("HTTP/1.1 200 OK");
    assertThatThrownBy(() -> responder.send(Response.text(200, "twice")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sendsTheHeadBeforeTheBodyIsMade() throws Exception {
    Transfer transfer = keep().begin(HEAD);
    assertThat(client().readUntil("\r\n\r\n")).contains("\r\nTransfer-Encoding: chunked\r\n");
    transfer.write(body("one"));
    assertThat(client().readUntil("one")).isEqualTo("3\r\none");
    transfer.write(body(""));
    transfer.write(body("twenty letters, more"));
    transfer.end();
    assertThat(client().readUntil("0\r\n\r\n"))
        .isEqualTo("\r\n14\r\ntwenty letters, more\r\n0\r\n\r\n");
    assertThat(client().send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n").readUntil("hello"))
        .startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void sendsPartsToHttp10UntilTheConnectionCloses() throws Exception {
    Transfer transfer = keep("GET /later HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").begin(HEAD);
    transfer.write(body("one "));
    transfer.write(body("two"));
    transfer.end();
    assertThat(client().readToEnd())
        .doesNotContain("Transfer-Encoding")
        .contains("Connection: close")
        .endsWith("\r\n\r\none two");
  }

  @Test
  void sendsNoPartsToHead() throws Exception {
    Transfer transfer = keep("HEAD /later HTTP/1.1\r\nHost: h\r\n\r\n").begin(HEAD);
    transfer.write(body("one"));
    transfer.end();
    client().readUntil("\r\n\r\n");
    assertThat(client().send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n").readUntil("hello"))
        .startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void breaksATransferOff() throws Exception {
    for (String version : new String[] {"1.0", "1.1"}) {
      at(
          "/broken",
          (request, responder) -> {
            kept.set(responder);
            responder.begin(HEAD).write(body("half"));
          });
      if (engine == null) {
        start();
      }
      RawClient raw = connect().send("GET /broken HTTP/" + version + "\r\nHost: h\r\n\r\n");
      raw.readUntil("half");
      ((Transfer) kept.get()).abort();
      assertThat(raw.readToEnd()).isEqualTo("(reset)");
    }
  }

  @Test
  void sendsAPartOfAFile(@TempDir Path dir) throws Exception {
    byte[] content = new byte[3_000_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ('a' + i % 26);
    }
    Path file = Files.write(dir.resolve("file"), content);
    AtomicReference<FileChannel> opened = new AtomicReference<>();
    at(
        "/file",
        (request, responder) -> {
          opened.set(FileChannel.open(file));
          responder.send(new Response(HEAD, Body.of(opened.get(), 26, 2_600_000, opened.get())));
        });
    start();
    String answer = ask("GET /file HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
        .isEqualTo("abcdefghijklmnopqrstuvwxyz".repeat(100_000));
    assertThat(opened.get().isOpen()).isFalse();
  }

  @Test
  void breaksOffWhenAFileIsShorterThanItWas(@TempDir Path dir) throws Exception {
    Path file = Files.write(dir.resolve("file"), new byte[100]);
    at(
        "/file",
        (request, responder) -> {
          FileChannel opened = FileChannel.open(file);
          responder.send(new Response(HEAD, Body.of(opened, 0, 1_000_000, opened)));
        });
    start();
    ask("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(probe()).endsWith("hello");
  }

  @Test
  void keepsServingWhileAReaderTakesNothing() throws Exception {
    ByteBuffer big = ByteBuffer.allocate(BIG);
    at("/big", (request, responder) -> responder.send(new Response(HEAD, Body.of(big))));
    start();
    long before = directMemory();
    for (int i = 0; i < 20; i++) {
      RawClient deaf = new RawClient(address, 4096);
      clients.add(deaf);
      deaf.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n").readUntil("\r\n\r\n");
    }
    for (int i = 0; i < 100; i++) {
      assertThat(probe()).endsWith("hello");
    }
    assertThat(directMemory() - before).isLessThan(1 << 20);
    await().until(() -> threads().size() == 1);
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void sendsALargeAnswerWhole() throws Exception {
    at(
        "/big",
        (request, responder) ->
            responder.send(new Response(HEAD, Body.of(ByteBuffer.allocate(BIG / 5)))));
    start();
    String answer = ask("GET /big HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    assertThat(answer.length() - answer.indexOf("\r\n\r\n") - 4).isEqualTo(BIG / 5);
  }

  @Test
  void closesAReaderThatHasStalledForTooLong() throws Exception {
    limits.stallMillis = 300;
    at(
        "/big",
        (request, responder) ->
            responder.send(new Response(HEAD, Body.of(ByteBuffer.allocate(BIG)))));
    start();
    RawClient deaf = new RawClient(address, 4096);
    clients.add(deaf);
    deaf.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n").readUntil("\r\n\r\n");
    await().until(() -> engine.openConnections() == 0);
  }

  @Test
  void tellsAHandlerWithinASecondThatItsClientHasLeft() throws Exception {
    keep().onClientGone(gone::countDown);
    client().close();
    assertThat(gone.await(1, TimeUnit.SECONDS)).isTrue();
    await().until(() -> engine.openConnections() == 0);
    kept.get().send(Response.text(200, "to nobody"));
  }

  @Test
  void tellsAHandlerThatItsClientWasKilledWhileItStreams() throws Exception {
    Responder responder = keep("GET /later HTTP/1.1\r\nHost: h\r\n\r\nGET /pipelined");
    responder.onClientGone(gone::countDown);
    Transfer transfer = responder.begin(HEAD);
    client().readUntil("\r\n\r\n");
    client().reset();
    assertThat(gone.await(1, TimeUnit.SECONDS)).isTrue();
    transfer.write(body("to nobody"));
    transfer.end();
  }

  @Test
  void tellsAHandlerThatAsksAfterItsClientHasLeft() throws Exception {
    Responder responder = keep();
    client().reset();
    await().until(() -> engine.openConnections() == 0);
    responder.onClientGone(gone::countDown);
    assertThat(gone.await(2, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void countsASlowRequestNoLongerWhenItsClientHasLeft() throws Exception {
    limits.slowRequests = 1;
    endpoints.put(
        "/slow",
        Endpoint.of(
                (request, responder) -> {
                  responder.onClientGone(gone::countDown);
                  responder.begin(HEAD);
                })
            .slow());
    start();
    String slow = "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n";
    RawClient first = connect().send(slow);
    assertThat(first.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    first.close();
    assertThat(gone.await(2, TimeUnit.MINUTES)).isTrue();
    await().until(() -> connect().send(slow).readUntil("\r\n\r\n").startsWith("HTTP/1.1 200 "));
  }

  @Test
  void closesTheBodyOfAnAnswerToNobody(@TempDir Path dir) throws Exception {
    FileChannel file = FileChannel.open(Files.write(dir.resolve("file"), new byte[10]));
    Responder responder = keep();
    client().reset();
    await().until(() -> engine.openConnections() == 0);
    responder.send(new Response(HEAD, Body.of(file, 0, 10, file)));
    assertThat(file.isOpen()).isFalse();
  }

  @Test
  void takesNoThreadUntilTheNextStep() throws Exception {
    List<String> steps = new CopyOnWriteArrayList<>();
    at(
        "/steps",
        (request, responder) ->
            responder.later(
                0,
                () -> {
                  steps.add(Thread.currentThread().getName());
                  release.await();
                  responder.later(1, () -> responder.send(Response.text(200, "done")));
                }));
    at("/waits", (request, responder) -> responder.later(3_600_000, () -> steps.add("never")));
    start();
    RawClient waits = connect().send("GET /waits HTTP/1.1\r\nHost: h\r\n\r\n");
    RawClient steady = connect().send("GET /steps HTTP/1.1\r\nHost: h\r\n\r\n");
    await().until(() -> steps.size() == 1);
    assertThat(steps.get(0)).startsWith("tbot-diag-http-");
    release.countDown();
    assertThat(steady.readUntil("done")).startsWith("HTTP/1.1 200 OK");
    await().until(() -> threads().size() == 1);
    waits.close();
    await().until(() -> engine.openConnections() == 1);
    assertThat(steps).hasSize(1);
  }

  @Test
  void breaksOffWhenAStepFails() throws Exception {
    at(
        "/fails",
        (request, responder) -> {
          responder.begin(HEAD);
          responder.later(
              1,
              () -> {
                throw new IOException("the step failed");
              });
        });
    start();
    assertThat(ask("GET /fails HTTP/1.1\r\nHost: h\r\n\r\n")).endsWith("(reset)");
  }

  @Test
  void countsASlowRequestNoLongerWhenItsClientLeftBetweenSteps() throws Exception {
    limits.slowRequests = 1;
    endpoints.put(
        "/slow",
        Endpoint.of(
                (request, responder) -> {
                  responder.begin(HEAD);
                  responder.later(3_600_000, () -> {});
                })
            .slow());
    start();
    String slow = "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n";
    RawClient first = connect().send(slow);
    first.readUntil("\r\n\r\n");
    first.reset();
    await().until(() -> connect().send(slow).readUntil("\r\n\r\n").startsWith("HTTP/1.1 200 "));
  }
}
