package tbot.diag.it.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection to a listener on this machine, for clients that do not behave as such. */
public final class RawConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 120_000;

  private final SocketChannel channel;
  private final long openedNanos = System.nanoTime();

  private RawConnection(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.socket().setSoTimeout(TIMEOUT_MILLIS);
  }

  /** Connects and sends nothing. */
  public static RawConnection open(int port) throws IOException {
    return connect(SocketChannel.open(), port);
  }

  /** The same with the smallest receive buffer, so that the server soon waits for the client. */
  public static RawConnection openSlow(int port) throws IOException {
    // The kernel makes it some 2 KB.
    return connect(SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 1), port);
  }

  private static RawConnection connect(SocketChannel channel, int port) throws IOException {
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new RawConnection(channel);
  }

  /**
   * A request without a body.
   *
   * @param fields whole lines, such as {@code Connection: close}
   */
  public static String head(String method, String path, String... fields) {
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Sends a text; a client that is cut off meanwhile sends what it can. */
  public RawConnection send(String text) {
    ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      // What the server has sent can still be read.
      return this;
    }
    return this;
  }

  /** Reads some bytes, as text. */
  public String read(int count) throws IOException {
    return latin(channel.socket().getInputStream().readNBytes(count));
  }

  /** Reads until the server closes the connection; ends with {@code (reset)} if it is reset. */
  public String readToEnd() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      InputStream in = channel.socket().getInputStream();
      in.transferTo(all);
      return latin(all.toByteArray());
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open after: " + latin(all.toByteArray()), e);
    } catch (IOException e) {
      return latin(all.toByteArray()) + "(reset)";
    }
  }

  /** Whether the server has closed the connection. Does not wait; drops what has come. */
  public boolean isClosed() throws IOException {
    channel.configureBlocking(false);
    try {
      ByteBuffer dropped = ByteBuffer.allocate(1024);
      int count = 1;
      while (count > 0) {
        dropped.clear();
        count = channel.read(dropped);
      }
      return count < 0;
    } catch (IOException e) {
      return true;
    } finally {
      if (channel.isOpen()) {
        channel.configureBlocking(true);
      }
    }
  }

  /** The port of the client's end. */
  public int localPort() {
    return channel.socket().getLocalPort();
  }

  /** How long ago it was opened. */
  public long ageMillis() {
    return (System.nanoTime() - openedNanos) / 1_000_000;
  }

  /** Closes it as the system does for a process that is killed: the server sees an error. */
  public void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
