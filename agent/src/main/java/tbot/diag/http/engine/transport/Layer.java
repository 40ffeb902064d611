package tbot.diag.http.engine.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** What connections speak below HTTP: nothing, or TLS with certain certificates. */
public interface Layer {

  /** The transport of a new connection, which does not block from now on. */
  Transport over(SocketChannel channel) throws IOException;
}
