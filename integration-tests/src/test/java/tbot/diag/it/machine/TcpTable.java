package tbot.diag.it.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The system's table of TCP connections. */
public final class TcpTable {

  private static final int CLOCK_TICKS_PER_SECOND = 100;

  /** A timer that is neither of a retransmission, nor of a closed connection, nor of a probe. */
  private static final String KEEPALIVE = "02";

  private TcpTable() {}

  /**
   * When the system asks next whether the peer of a connection is there.
   *
   * @param local the port of its end on this side
   * @param remote the port of the other end
   * @return in seconds, -1 for never
   */
  public static double secondsToKeepalive(int local, int remote) {
    // A JVM has sockets for IPv6, which serve IPv4, too.
    return Stream.of("tcp", "tcp6")
        .flatMap(TcpTable::lines)
        .map(line -> line.strip().split(" +"))
        .filter(fields -> fields[1].endsWith(port(local)) && fields[2].endsWith(port(remote)))
        .mapToDouble(TcpTable::secondsToKeepalive)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no connection from port " + remote));
  }

  private static Stream<String> lines(String table) {
    try {
      return Files.readAllLines(Path.of("/proc/net", table)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields: sl, local_address, rem_address, st, tx_queue:rx_queue, tr:tm->when. */
  private static double secondsToKeepalive(String[] fields) {
    String[] timer = fields[5].split(":", 2);
    return timer[0].equals(KEEPALIVE)
        ? (double) Long.parseLong(timer[1], 16) / CLOCK_TICKS_PER_SECOND
        : -1;
  }

  private static String port(int port) {
    return String.format(":%04X", port);
  }
}
