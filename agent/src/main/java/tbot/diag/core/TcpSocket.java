package tbot.diag.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A TCP socket that is bound to its address. */
final class TcpSocket extends BoundSocket {

  private final InetSocketAddress address;

  private TcpSocket(ServerSocketChannel channel) throws IOException {
    super(channel);
    address = (InetSocketAddress) channel.getLocalAddress();
  }

  static TcpSocket bind(InetSocketAddress wanted) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(wanted, BACKLOG);
      return new TcpSocket(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  InetSocketAddress address() {
    return address;
  }
}
