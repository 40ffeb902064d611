package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** A socket whose connections speak TLS below HTTP. */
final class TlsSockets extends Sockets {

  private final Supplier<SSLContext> context;
  private final Function<SSLContext, SSLEngine> engine;

  TlsSockets(
      ServerSocketChannel listening,
      Supplier<SSLContext> context,
      Function<SSLContext, SSLEngine> engine) {
    super(listening);
    this.context = context;
    this.engine = engine;
  }

  @Override
  Transport over(SocketChannel channel) throws IOException {
    return new TlsTransport(channel, context.get(), engine);
  }
}
