package tbot.diag.hosts.attack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A probe as the kubelet makes it: one GET over a new connection, with a timeout of one second for
 * all of it. A status of 200 to 399 is a success.
 */
final class Probe {

  static final int TIMEOUT_MILLIS = 1_000;

  private static final int ANSWER_BYTES = 10 * 1024;
  private static final int STATUS_INDEX = "HTTP/1.1 ".length();

  private final InetSocketAddress server;
  private final byte[] request;

  Probe(int port, String path) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    request =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: localhost:"
                + port
                + "\r\nUser-Agent: kube-probe\r\n"
                + "Accept: */*\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Probes once.
   *
   * @return the milliseconds until the server closed the connection
   * @throws IOException if the probe failed
   */
  double take() throws IOException {
    long start = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(server, TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      byte[] answer = new byte[ANSWER_BYTES];
      int length = 0;
      InputStream in = socket.getInputStream();
      for (int count = 0; count >= 0 && length < ANSWER_BYTES; length += Math.max(0, count)) {
        socket.setSoTimeout(millisLeft(start));
        count = in.read(answer, length, ANSWER_BYTES - length);
      }
      check(new String(answer, 0, length, StandardCharsets.US_ASCII));
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static int millisLeft(long start) throws IOException {
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if (passed >= TIMEOUT_MILLIS) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) (TIMEOUT_MILLIS - passed);
  }

  private static void check(String answer) throws IOException {
    boolean success =
        answer.startsWith("HTTP/1.")
            && answer.length() > STATUS_INDEX
            && "23".indexOf(answer.charAt(STATUS_INDEX)) >= 0;
    if (!success) {
      throw new IOException("refused: " + answer);
    }
  }
}
