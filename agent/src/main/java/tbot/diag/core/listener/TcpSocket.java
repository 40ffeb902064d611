package tbot.diag.core.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A TCP socket that is bound to its address. */
public final class TcpSocket extends BoundSocket {

  private final InetSocketAddress address;

  private TcpSocket(ServerSocketChannel channel) throws IOException {
    super(channel);
    address = (InetSocketAddress) channel.getLocalAddress();
  }

  /**
   * Binds a socket.
   *
   * @param wanted with port 0, the system chooses a free one
   * @throws IOException if the address cannot be bound
   */
  public static TcpSocket bind(InetSocketAddress wanted) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(wanted, BACKLOG);
      return new TcpSocket(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The socket, to listen on. */
  public ServerSocketChannel channel() {
    return channel;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }
}
