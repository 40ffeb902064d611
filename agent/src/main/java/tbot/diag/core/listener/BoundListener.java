package tbot.diag.core.listener;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.engine.HttpEngine;
import tbot.diag.http.tls.ServerTls;
import tbot.diag.log.Log;

/** A bound socket and the engine that serves it. */
final class BoundListener implements Closeable {

  private final BoundSocket socket;
  private final HttpEngine engine;
  private ServerTls tls;

  /**
   * Begins to serve.
   *
   * @param socket closed with this, or if this fails
   * @throws IOException if there is no descriptor for a selector
   */
  BoundListener(BoundSocket socket, ListenerSetup setup) throws IOException {
    this.socket = socket;
    tls = setup.tls();
    boolean serves = false;
    try {
      Supplier<Dispatcher> dispatcher = setup.dispatcher(socket.address());
      engine =
          tls == null
              ? HttpEngine.start(socket.channel, dispatcher)
              : HttpEngine.startTls(socket.channel, dispatcher, tls::context, tls::engine);
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

  /**
   * Serves by another setup; requests under way are finished by the old one.
   *
   * @throws IllegalArgumentException if the setup cannot be used; nothing has changed then
   */
  void change(ListenerSetup setup) {
    engine.setDispatcher(setup.dispatcher(socket.address()));
    ServerTls wanted = setup.tls();
    if (wanted == null && tls != null) {
      engine.setTls(null, null);
    } else if (wanted != tls) {
      engine.setTls(wanted::context, wanted::engine);
    }
    tls = wanted;
  }

  boolean isSecure() {
    return tls != null;
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
