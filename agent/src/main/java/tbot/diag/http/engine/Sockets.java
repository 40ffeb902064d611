package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import tbot.diag.http.engine.transport.Layer;

/** The socket that clients connect to, and what their connections speak below HTTP. */
class Sockets {

  final ServerSocketChannel listening;

  /** In the beginning. */
  final Layer layer;

  Sockets(ServerSocketChannel listening, Layer layer) {
    this.listening = listening;
    this.layer = layer;
  }

  /** The next connection, or null if none waits. */
  SocketChannel accept() throws IOException {
    return listening.accept();
  }
}
