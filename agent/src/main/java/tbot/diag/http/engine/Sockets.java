package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** The socket that clients connect to, and what their connections speak below HTTP. */
final class Sockets {

  final ServerSocketChannel listening;
  private volatile Tls tls;

  Sockets(ServerSocketChannel listening) {
    this.listening = listening;
  }

  /**
   * Has connections that are accepted from now on speak TLS.
   *
   * @param context with the certificate; asked for with each connection; null for no TLS
   * @param engine makes the engine of a connection, in server mode
   */
  void setTls(Supplier<SSLContext> context, Function<SSLContext, SSLEngine> engine) {
    tls = context == null ? null : new Tls(context, engine);
  }

  /** The next connection, or null if none waits. */
  SocketChannel accept() throws IOException {
    return listening.accept();
  }

  /** The transport of a connection, which does not block from now on. */
  Transport over(SocketChannel channel) throws IOException {
    Tls now = tls;
    return now == null ? new PlainTransport(channel) : now.over(channel);
  }

  /** A class of its own, so that a host without TLS loads none of it. */
  private static final class Tls {

    private final Supplier<SSLContext> context;
    private final Function<SSLContext, SSLEngine> engine;

    Tls(Supplier<SSLContext> context, Function<SSLContext, SSLEngine> engine) {
      this.context = context;
      this.engine = engine;
    }

    Transport over(SocketChannel channel) throws IOException {
      return new TlsTransport(channel, context.get(), engine);
    }
  }
}
