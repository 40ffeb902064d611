package tbot.diag.it.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ports for programs that cannot pick a free one, or do not print which one they picked. */
public final class LocalPort {

  private static final String LISTEN = "0A";

  private LocalPort() {}

  /** A port that nobody listened on a moment ago. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether somebody listens on a port. Opens no connection, which might be counted. */
  public static boolean isListenedOn(int port) {
    String local = String.format(":%04X", port);
    return sockets().stream()
        .map(line -> line.strip().split("\\s+", -1))
        .anyMatch(field -> field[1].endsWith(local) && field[3].equals(LISTEN));
  }

  private static List<String> sockets() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/net/tcp"));
      if (Files.exists(Path.of("/proc/net/tcp6"))) {
        lines.addAll(Files.readAllLines(Path.of("/proc/net/tcp6")));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
