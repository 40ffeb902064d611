package tbot.diag.http.engine.transport;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Set;

/**
 * Has the system ask whether a client that is silent is still there, and end its connection if
 * there is no answer. Otherwise a request that waits for something would keep its place for ever
 * when the client's machine or network fails.
 */
final class KeepAlive {

  // The defaults of Go's net.ListenConfig: the connection of a client that has vanished ends after
  // 150 seconds. The names are those of jdk.net.ExtendedSocketOptions.
  private static final String SECONDS_OF_SILENCE = "TCP_KEEPIDLE";
  private static final String SECONDS_BETWEEN = "TCP_KEEPINTERVAL";
  private static final String TIMES = "TCP_KEEPCOUNT";
  private static final int SECONDS = 15;
  private static final int MOST_TIMES = 9;

  private KeepAlive() {}

  /** Begins with a connection. Does nothing for a Unix domain socket. */
  static void begin(SocketChannel channel) throws IOException {
    Set<SocketOption<?>> supported = channel.supportedOptions();
    if (supported.contains(StandardSocketOptions.SO_KEEPALIVE)) {
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      for (SocketOption<?> option : supported) {
        set(channel, option);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void set(SocketChannel channel, SocketOption<?> option) throws IOException {
    String name = option.name();
    if (name.equals(TIMES)) {
      channel.setOption((SocketOption<Integer>) option, MOST_TIMES);
    } else if (name.equals(SECONDS_OF_SILENCE) || name.equals(SECONDS_BETWEEN)) {
      channel.setOption((SocketOption<Integer>) option, SECONDS);
    }
  }
}
