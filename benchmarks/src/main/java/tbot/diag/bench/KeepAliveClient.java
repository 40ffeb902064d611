package tbot.diag.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Requests {@code /metrics} again and again over one keep-alive connection, as a Prometheus server
 * does. The client does little work, because it shares the processors with the server that it
 * measures.
 */
final class KeepAliveClient implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] request;

  private boolean gzip;

  /** Connects to a port of loopback. */
  KeepAliveClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = socket.getOutputStream();
    request =
        ("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nUser-Agent: Prometheus/3.0.0\r\n"
                + "Accept: text/plain;version=0.0.4;q=0.5,*/*;q=0.1\r\n"
                + "Accept-Encoding: gzip\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends one request; returns the body of the response, not decompressed. */
  byte[] get() throws IOException {
    out.write(request);
    String status = line();
    if (!status.contains(" 200 ")) {
      throw new IOException(status);
    }
    int length = -1;
    gzip = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).trim());
      }
      gzip |= lower.startsWith("content-encoding:") && lower.endsWith("gzip");
    }
    return length >= 0 ? exactly(length) : chunks();
  }

  /** Requests the page, and returns the number of samples on it. */
  int samples() throws IOException {
    byte[] page = get();
    if (gzip) {
      page = new GZIPInputStream(new ByteArrayInputStream(page)).readAllBytes();
    }
    return (int)
        new String(page, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .count();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    int length;
    do {
      length = Integer.parseInt(line(), 16);
      page.write(exactly(length));
      line();
    } while (length > 0);
    return page.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the page is cut short");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
