package tbot.diag.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An HTTP server that answers all requests with 200, so that an agent can send its profiles. */
final class Sink implements AutoCloseable {

  private final HttpServer server;

  private Sink(HttpServer server) {
    this.server = server;
  }

  /** Opens a sink on loopback, on a port that the system chooses. */
  static Sink open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (InputStream body = exchange.getRequestBody()) {
            body.readAllBytes();
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return new Sink(server);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
