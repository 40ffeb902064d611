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
  private ListenerSetup setup;
  private Supplier<Dispatcher> dispatcher;

  /**
   * Begins to serve.
   *
   * @param socket closed with this, or if this fails
   * @param setups asked once
   * @throws IOException if there is no descriptor for a selector
   */
  BoundListener(BoundSocket socket, Supplier<ListenerSetup> setups) throws IOException {
    this.socket = socket;
    boolean serves = false;
    try {
      setup = setups.get();
      dispatcher = setup.dispatcher(socket.address());
      engine = start();
      serves = true;
    } finally {
      if (!serves) {
        socket.close();
      }
    }
  }

  /**
   * Begins to serve what another one has served. Reads no file again, which may be gone.
   *
   * @param socket bound where that one was; closed with this, or if this fails
   * @throws IOException if there is no descriptor for a selector
   */
  BoundListener(BoundSocket socket, BoundListener before) throws IOException {
    this.socket = socket;
    setup = before.setup;
    dispatcher = before.dispatcher;
    boolean serves = false;
    try {
      engine = start();
      serves = true;
    } finally {
      if (!serves) {
        socket.close();
      }
    }
  }

  private HttpEngine start() throws IOException {
    ServerTls tls = setup.tls();
    return tls == null
        ? HttpEngine.start(socket.channel, dispatcher)
        : HttpEngine.startTls(socket.channel, dispatcher, tls::context, tls::engine);
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
  void change(ListenerSetup other) {
    dispatcher = other.dispatcher(socket.address());
    ServerTls tls = other.tls();
    if (tls == setup.tls()) {
      engine.change(dispatcher);
    } else if (tls == null) {
      engine.change(dispatcher, null, null);
    } else {
      engine.change(dispatcher, tls::context, tls::engine);
    }
    setup = other;
  }

  /** What is served. */
  ListenerSetup setup() {
    return setup;
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
