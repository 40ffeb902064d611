package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The socket that clients connect to, and what their connections speak below HTTP: nothing. */
class Sockets {

  final ServerSocketChannel listening;

  Sockets(ServerSocketChannel listening) {
    this.listening = listening;
  }

  /** The next connection, or null if none waits. */
  SocketChannel accept() throws IOException {
    return listening.accept();
  }

  /** The transport of a connection, which does not block from now on. */
  Transport over(SocketChannel channel) throws IOException {
    return new PlainTransport(channel);
  }
}
