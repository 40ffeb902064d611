package tbot.diag.core;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.engine.HttpEngine;
import tbot.diag.log.Log;

/** A bound socket and the engine that serves it. */
final class BoundListener implements Closeable {

  private final BoundSocket socket;
  private final HttpEngine engine;

  /**
   * Begins to serve.
   *
   * @param socket closed with this, or if this fails
   * @param dispatcher asked for when the first client connects
   * @throws IOException if there is no descriptor for a selector
   */
  BoundListener(BoundSocket socket, Supplier<Dispatcher> dispatcher) throws IOException {
    this.socket = socket;
    boolean serves = false;
    try {
      engine = HttpEngine.start(socket.channel, dispatcher);
      serves = true;
    } finally {
      if (!serves) {
        socket.close();
      }
    }
  }

  /** The TCP address, with the port that the system chose; null for another kind. */
  InetSocketAddress address() {
    return socket.address();
  }

  /** Replaces the endpoints; requests under way are finished by the old ones. */
  void setDispatcher(Supplier<Dispatcher> dispatcher) {
    engine.setDispatcher(dispatcher);
  }

  int openConnections() {
    return engine.openConnections();
  }

  long evictedConnections() {
    return engine.evictedConnections();
  }

  /** Frees the address, and closes all connections. */
  @Override
  public void close() {
    engine.close();
    try {
      socket.close();
    } catch (IOException e) {
      Log.debug("a socket could not be closed: " + e);
    }
  }
}
