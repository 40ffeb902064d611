package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.http.Body;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.Transfer;
import tbot.diag.http.engine.transport.Layer;
import tbot.diag.http.engine.transport.TlsLayer;

/** The same engine over TLS and over Unix domain sockets. */
@Timeout(300)
class EngineTransportsTest extends EngineFixture {

  private static final String GET = "GET /hello HTTP/1.1\r\nHost: h\r\n";
  private static final int BIG = 8 * 1024 * 1024;

  @TempDir private Path dir;

  @Test
  void servesUnixDomainSockets() throws Exception {
    UnixDomainSocketAddress path = UnixDomainSocketAddress.of(dir.resolve("socket"));
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(path);
    engine = HttpEngine.start(listening, () -> dispatcher);
    try (SocketChannel client = SocketChannel.open(path)) {
      client.write(ByteBuffer.wrap(bytes(GET + "Connection: close\r\n\r\n")));
      ByteBuffer answer = ByteBuffer.allocate(4096);
      while (client.read(answer) >= 0) {
        assertThat(answer.hasRemaining()).isTrue();
      }
      assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 OK")
          .endsWith("hello");
    }
  }

  /** A context with a self-signed certificate, which it trusts. */
  private SSLContext context() throws Exception {
    Path store = dir.resolve("store");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                "secret",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-alias",
                "key")
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "secret".toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static SSLEngine server(SSLContext context) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }

  private SSLSocket connectTls(SSLContext context, String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), address.getPort());
    socket.setSoTimeout(120_000);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    return socket;
  }

  private SSLContext startTls() throws Exception {
    SSLContext context = context();
    Layer layer = new TlsLayer(() -> context, EngineTransportsTest::server);
    Sockets sockets = new Sockets(bind(), layer);
    engine = new HttpEngine(sockets, () -> dispatcher, limits);
    return context;
  }

  private static String readToEnd(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void servesTls(String protocol) throws Exception {
    at(
        "/big",
        (request, responder) ->
            responder.send(
                new Response(
                    ResponseHead.of(200, "text/plain"), Body.of(ByteBuffer.allocate(BIG)))));
    SSLContext context = startTls();
    try (SSLSocket socket = connectTls(context, protocol)) {
      socket.getOutputStream().write(bytes(GET + "\r\n" + GET + "\r\n"));
      socket.getOutputStream().write(bytes("GET /big HTTP/1.1\r\nHost: h\r\n\r\n"));
      socket.getOutputStream().write(bytes(GET + "Connection: close\r\n\r\n"));
      String answers = readToEnd(socket);
      assertThat(answers).startsWith("HTTP/1.1 200 OK").endsWith("hello").hasSizeGreaterThan(BIG);
      assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(5);
    }
    await().until(() -> engine.openConnections() == 0);
  }

  @Test
  void sendsTheLastBytesThatTlsHoldsBack() throws Exception {
    at(
        "/sized",
        (request, responder) -> {
          int size = Integer.parseInt(request.uri().getQuery());
          responder.send(new Response(ResponseHead.of(200, "text/plain"), Body.of(new byte[size])));
        });
    SSLContext context = context();
    Layer tls = new TlsLayer(() -> context, used -> server(used));
    Layer layer =
        channel -> {
          channel.setOption(StandardSocketOptions.SO_SNDBUF, 4096);
          return tls.over(channel);
        };
    Sockets sockets = new Sockets(bind(), layer);
    engine = new HttpEngine(sockets, () -> dispatcher, limits);
    for (int size = 1000; size < 200_000; size += 3000) {
      // One of these sizes fills the buffer of the system with its last record.
      try (SSLSocket socket = connectTls(context)) {
        String get = "GET /sized?" + size + " HTTP/1.1\r\nHost: h\r\n\r\n";
        socket.getOutputStream().write(bytes(get));
        InputStream in = socket.getInputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
          head += (char) in.read();
        }
        assertThat(in.readNBytes(size)).hasSize(size);
      }
    }
  }

  @Test
  void refusesOverTls() throws Exception {
    try (SSLSocket socket = connectTls(startTls())) {
      socket.getOutputStream().write(bytes(GET + "Content-Length: 100\r\n\r\n12345"));
      assertThat(readToEnd(socket)).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void takesABodyOverTlsInRecordsOfAnySize() throws Exception {
    endpoints.put(
        "/posted",
        Endpoint.of(
                (request, responder) ->
                    responder.send(Response.text(200, "got " + Arrays.hashCode(request.body()))))
            .takingBody());
    byte[] body = new byte[1 << 20];
    new Random(1).nextBytes(body);
    try (SSLSocket socket = connectTls(startTls())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /posted HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      for (byte b : bytes(head)) {
        out.write(b);
      }
      out.write(body, 0, 100_000);
      out.write(body, 100_000, 1);
      out.write(body, 100_001, body.length - 100_001);
      assertThat(readToEnd(socket)).endsWith("got " + Arrays.hashCode(body));
    }
  }

  @Test
  void answersATlsClientForWhomThereIsNoRoom() throws Exception {
    limits.connections = 1;
    CountDownLatch busy = new CountDownLatch(1);
    at("/later", (request, responder) -> busy.countDown());
    SSLContext context = startTls();
    try (SSLSocket first = connectTls(context)) {
      first.getOutputStream().write(bytes("GET /later HTTP/1.1\r\nHost: h\r\n\r\n"));
      busy.await();
      try (SSLSocket second = connectTls(context)) {
        second.startHandshake();
        assertThat(readToEnd(second)).startsWith("HTTP/1.1 503 ");
      }
    }
  }

  @Test
  void keepsFewTlsClientsForWhomThereIsNoRoom() throws Exception {
    limits.connections = 1;
    CountDownLatch busy = new CountDownLatch(1);
    at("/later", (request, responder) -> busy.countDown());
    try (SSLSocket first = connectTls(startTls())) {
      first.getOutputStream().write(bytes("GET /later HTTP/1.1\r\nHost: h\r\n\r\n"));
      busy.await();
      for (int i = 0; i < 20; i++) {
        connect();
      }
      await().until(() -> engine.evictedConnections() == 19);
      assertThat(engine.openConnections()).isEqualTo(limits.connections + 1);
    }
  }

  @Test
  void dropsWhatARefusedTlsClientStillSends() throws Exception {
    startTls();
    RawClient client = connect().send(GET.repeat(100));
    String fatalAlert = "\u0015\u0003\u0003\u0000\u0002\u0002";
    client.readUntil(fatalAlert);
    for (int i = 0; i < 1000; i++) {
      // Would fail if the connection were closed.
      client.send(GET.repeat(100));
    }
    assertThat(client.readToEnd()).hasSize(1);
    client.close();
    await().until(() -> engine.openConnections() == 0);
  }

  @Test
  void tellsAHandlerThatItsTlsClientHasLeft() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    at(
        "/later",
        (request, responder) -> {
          responder.onClientGone(gone::countDown);
          Transfer transfer = responder.begin(ResponseHead.of(200, "text/plain"));
          transfer.write(Body.of(bytes("begun")));
        });
    try (SSLSocket socket = connectTls(startTls())) {
      socket.getOutputStream().write(bytes("GET /later HTTP/1.1\r\nHost: h\r\n\r\n"));
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      while (answer.indexOf("begun") < 0) {
        answer.append((char) in.read());
      }
    }
    assertThat(gone.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closesClientsThatSpeakNoTlsOrNothing() throws Exception {
    limits.headMillis = 300;
    SSLContext context = startTls();
    assertThat(ask(GET + "\r\n")).doesNotContain("hello");
    assertThat(ask("")).isEmpty();
    try (SSLSocket socket = connectTls(context)) {
      socket.getOutputStream().write(bytes(GET + "Connection: close\r\n\r\n"));
      assertThat(readToEnd(socket)).endsWith("hello");
    }
  }

  @Test
  void aRequestMeetsTheChecksOfItsOwnTransport() throws Exception {
    AtomicInteger blocked = new AtomicInteger();
    Dispatcher forPlain =
        request -> {
          if (request.path().equals("/blocks")) {
            blocked.incrementAndGet();
            awaitRelease();
          }
          return endpoint((asked, responder) -> responder.send(Response.text(401, "log in")));
        };
    engine = HttpEngine.start(bind(), () -> forPlain);
    for (int i = 0; i < 96; i++) {
      connect().send("GET /blocks HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    await().until(() -> blocked.get() == 96);
    RawClient queued = connect().send(GET + "Connection: close\r\n\r\n");
    // Once these have been accepted, the request before them has been read.
    for (int i = 98; i < 100; i++) {
      int count = i;
      connect();
      await().until(() -> engine.openConnections() == count);
    }

    SSLContext context = context();
    engine.change(() -> dispatcher, () -> context, EngineTransportsTest::server);
    release.countDown();

    assertThat(queued.readToEnd()).doesNotContain("hello");
    try (SSLSocket socket = connectTls(context)) {
      socket.getOutputStream().write(bytes("GET /hello HTTP/1.0\r\nHost: h\r\n\r\n"));
      assertThat(readToEnd(socket)).endsWith("hello");
    }
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void turnsTlsOnAndOffWhileItServes() throws Exception {
    Responder[] kept = new Responder[1];
    at("/later", (request, responder) -> kept[0] = responder);
    start();
    RawClient idle = connect().send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    idle.readUntil("hello");
    RawClient waiting = connect().send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    await().until(() -> kept[0] != null);

    SSLContext context = context();
    engine.change(() -> dispatcher, () -> context, EngineTransportsTest::server);

    assertThat(idle.readToEnd()).as("what follows on the idle connection").isEmpty();
    kept[0].send(Response.text(200, "finished"));
    assertThat(waiting.readToEnd()).endsWith("finished");
    try (SSLSocket socket = connectTls(context)) {
      socket.getOutputStream().write(bytes("GET /hello HTTP/1.0\r\nHost: h\r\n\r\n"));
      assertThat(readToEnd(socket)).endsWith("hello");
    }

    engine.change(() -> dispatcher, null, null);
    assertThat(probe()).endsWith("hello");
  }
}
