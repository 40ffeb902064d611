package tbot.diag.core;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Supplier;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.engine.HttpEngine;

/** An address that is bound, and the engine that serves it. */
final class BoundListener implements Closeable {

  /** With the JDK's default backlog of 50, a burst of connections would stall. */
  private static final int BACKLOG = 1024;

  private final InetSocketAddress address;
  private final HttpEngine engine;

  private BoundListener(InetSocketAddress address, HttpEngine engine) {
    this.address = address;
    this.engine = engine;
  }

  /**
   * Binds an address. Requests are served from then on.
   *
   * @param wanted with port 0, the system chooses a port
   * @param dispatcher asked for when the first client connects
   * @throws IOException if it cannot be bound
   */
  static BoundListener open(InetSocketAddress wanted, Supplier<Dispatcher> dispatcher)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    boolean serves = false;
    try {
      channel.bind(wanted, BACKLOG);
      InetSocketAddress address = (InetSocketAddress) channel.getLocalAddress();
      BoundListener listener = new BoundListener(address, HttpEngine.start(channel, dispatcher));
      serves = true;
      return listener;
    } finally {
      if (!serves) {
        channel.close();
      }
    }
  }

  /** The bound address, with the port that the system chose. */
  InetSocketAddress address() {
    return address;
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
  }
}
