package tbot.diag.core.listener;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import tbot.diag.config.value.ListenAddress;
import tbot.diag.config.value.UnixPath;

/** A socket that is bound to its address. Closing it frees the address. */
abstract class BoundSocket implements Closeable {

  /** With the JDK's default backlog of 50, a burst of connections would stall. */
  static final int BACKLOG = 1024;

  final ServerSocketChannel channel;

  BoundSocket(ServerSocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Binds an address.
   *
   * @param resolved the TCP address, of which the system chooses port 0; null for another kind
   * @throws IOException if it cannot be bound
   * @throws IllegalArgumentException if this Java has no sockets of that kind
   */
  static BoundSocket bind(ListenAddress wanted, InetSocketAddress resolved) throws IOException {
    return resolved == null
        ? UnixSocket.bind(((UnixPath) wanted).file())
        : TcpSocket.bind(resolved);
  }

  /** The TCP address, with the port that the system chose; null for another kind. */
  public abstract InetSocketAddress address();

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
