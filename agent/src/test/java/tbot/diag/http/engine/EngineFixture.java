package tbot.diag.http.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Handler;
import tbot.diag.http.Response;
import tbot.diag.http.engine.transport.PlainLayer;

/** An engine of a test and the clients that it has, all closed afterwards. */
abstract class EngineFixture {

  final List<RawClient> clients = new ArrayList<>();
  final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
  final EngineLimits limits = new EngineLimits();

  /** What waits for this goes on at the end at the latest. */
  final CountDownLatch release = new CountDownLatch(1);

  final Dispatcher dispatcher =
      request ->
          endpoints.getOrDefault(
              request.path(), endpoint((r, responder) -> responder.send(Response.text(404, "no"))));

  InetSocketAddress address;
  HttpEngine engine;

  EngineFixture() {
    at("/hello", (request, responder) -> responder.send(Response.text(200, "hello")));
  }

  @BeforeAll
  static void leaveABusyMachineItsTime() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
  }

  @AfterEach
  void close() throws IOException {
    release.countDown();
    for (RawClient one : clients) {
      one.close();
    }
    if (engine != null) {
      engine.close();
    }
  }

  static Endpoint endpoint(Handler handler) {
    return Endpoint.of(handler);
  }

  void at(String path, Handler handler) {
    endpoints.put(path, endpoint(handler));
  }

  ServerSocketChannel bind() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    address = (InetSocketAddress) channel.getLocalAddress();
    return channel;
  }

  void start() throws IOException {
    engine = new HttpEngine(new Sockets(bind(), new PlainLayer()), () -> dispatcher, limits);
  }

  RawClient connect() throws IOException {
    RawClient one = new RawClient(address);
    clients.add(one);
    return one;
  }

  /** All that a client gets until the connection is closed. */
  String ask(String request) throws IOException {
    return connect().send(request).readToEnd();
  }

  /** A request as a probe sends it, on a connection of its own. */
  String probe() throws IOException {
    try (RawClient one = new RawClient(address)) {
      return one.send("GET /hello HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").readToEnd();
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tbot-diag-http-"))
        .toList();
  }
}
