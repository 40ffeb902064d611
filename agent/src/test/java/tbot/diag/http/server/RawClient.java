package tbot.diag.http.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends bytes, and reads answers, only when the test calls for it. */
final class RawClient implements Closeable {

  private static final int PATIENCE_MILLIS = 120_000;

  private final Socket socket = new Socket();

  RawClient(InetSocketAddress server) throws IOException {
    this(server, 0);
  }

  /** Its receive buffer is so small that the server soon has to wait. */
  RawClient(InetSocketAddress server, int receiveBytes) throws IOException {
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(server, PATIENCE_MILLIS);
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads until the server closes or resets the connection. */
  String readToEnd() {
    StringBuilder all = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        all.append((char) b);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the server keeps the connection open; so far: " + all, e);
    } catch (IOException e) {
      all.append("(reset)");
    }
    return all.toString();
  }

  /** Reads until the text has arrived. */
  String readUntil(String end) throws IOException {
    StringBuilder all = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (all.indexOf(end) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new AssertionError("the connection ended after: " + all);
      }
      all.append((char) b);
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
