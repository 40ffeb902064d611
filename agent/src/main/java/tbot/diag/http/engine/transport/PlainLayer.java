package tbot.diag.http.engine.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** No protocol below HTTP. */
public final class PlainLayer implements Layer {

  @Override
  public Transport over(SocketChannel channel) throws IOException {
    return new PlainTransport(channel, false);
  }
}
