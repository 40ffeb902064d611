package tbot.diag.cli.service;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import tbot.diag.jvm.UnixDomain;

/** A connected Unix domain socket as a stream, with a timeout for each read. */
final class UnixChannel extends InputStream {

  private final SocketChannel channel;
  private final Selector selector;
  private int timeoutMillis;

  private UnixChannel(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  /**
   * Connects.
   *
   * @throws java.net.ConnectException if no process listens there
   */
  static UnixChannel open(File socket) throws IOException {
    SocketChannel channel = UnixDomain.connect(socket);
    boolean opened = false;
    try {
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      opened = true;
      return new UnixChannel(channel, selector);
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /** How long a read waits for the next bytes; 0 for as long as it takes. */
  void setTimeout(int millis) {
    timeoutMillis = millis;
  }

  /** Writes a few bytes, for which the socket's buffer always has room. */
  void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    try {
      int count = channel.read(buffer);
      while (count == 0) {
        if (selector.select(timeoutMillis) == 0 && selector.isOpen()) {
          throw new SocketTimeoutException("Read timed out");
        }
        selector.selectedKeys().clear();
        count = channel.read(buffer);
      }
      return count;
    } catch (ClosedChannelException | ClosedSelectorException e) {
      throw new SocketException("Socket closed");
    }
  }

  /** Ends a read of another thread, too. */
  @Override
  public void close() {
    try {
      channel.close();
      selector.close();
    } catch (IOException e) {
      // Nothing is to be done with it any more.
    }
  }
}
