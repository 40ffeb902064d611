package tbot.diag.http.tls;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Response;
import tbot.diag.http.engine.HttpEngine;

/** A listener with one endpoint, which answers {@code hello}. */
final class TlsListener implements Closeable {

  static final String ANSWER = "hello";

  final int port;

  private final HttpEngine engine;

  TlsListener(ServerTls tls) throws IOException {
    Endpoint hello =
        Endpoint.of((request, responder) -> responder.send(Response.text(200, ANSWER)));
    Dispatcher dispatcher = request -> hello;
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
    engine = HttpEngine.startTls(listening, () -> dispatcher, tls::context, tls::engine);
  }

  @Override
  public void close() {
    engine.close();
  }
}
