package tbot.diag.http.engine.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** TLS below HTTP. */
public final class TlsLayer implements Layer {

  private final Supplier<SSLContext> context;
  private final Function<SSLContext, SSLEngine> engine;

  /** The event loop's alone. */
  private TlsBuffers buffers;

  /**
   * A layer.
   *
   * @param context with the certificate; asked for with each connection
   * @param engine makes the engine of a connection, in server mode
   */
  public TlsLayer(Supplier<SSLContext> context, Function<SSLContext, SSLEngine> engine) {
    this.context = context;
    this.engine = engine;
  }

  @Override
  public Transport over(SocketChannel channel) throws IOException {
    if (buffers == null) {
      buffers = new TlsBuffers();
    }
    return new TlsTransport(channel, engine.apply(context.get()), buffers);
  }
}
