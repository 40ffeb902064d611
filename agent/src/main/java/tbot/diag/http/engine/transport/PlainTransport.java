package tbot.diag.http.engine.transport;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import tbot.diag.http.ConnectionInfo;
import tbot.diag.log.Log;

/** A socket as it is: TCP or, where the JVM has them, a Unix domain socket. */
final class PlainTransport implements Transport {

  private final SocketChannel channel;
  private final ConnectionInfo info;

  PlainTransport(SocketChannel channel, boolean secure) throws IOException {
    this.channel = channel;
    info = new ConnectionInfo(channel.getRemoteAddress(), channel.getLocalAddress(), secure);
    channel.configureBlocking(false);
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      // Otherwise the system holds the last part of an answer back, for up to 40 ms.
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    KeepAlive.begin(channel);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return channel.write(from);
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public int interest(boolean reading, boolean writing) {
    return (reading ? SelectionKey.OP_READ : 0) | (writing ? SelectionKey.OP_WRITE : 0);
  }

  @Override
  public ConnectionInfo info() {
    return info;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      Log.debug("a connection could not be closed: " + e);
    }
  }

  @Override
  public void abort() {
    try {
      if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      Log.debug("a connection cannot be reset: " + e);
    }
    close();
  }
}
