package tbot.diag.http.server;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import tbot.diag.jvm.PackageAccess;
import tbot.diag.log.Log;

/**
 * Switches Nagle's algorithm off on connections.
 *
 * <p>The JDK's server sends the head of an answer apart from its body: always on 8 to 21, and on 25
 * if they exceed its buffer. The system then holds the body back until the client has acknowledged
 * the head, which takes Linux up to 40 ms. The server's only setting for this is a system property,
 * which the host's own servers share. So the option is set on our sockets, which the server keeps
 * in a private field.
 */
final class NoDelay {

  /** The field of {@code sun.net.httpserver.ServerImpl.Exchange} for its connection, on 8 to 25. */
  private static final String FIELD = "chan";

  private final Instrumentation instrumentation;
  private Field channel;
  private boolean unavailable;

  /**
   * Makes the switch.
   *
   * @param instrumentation opens the server's package
   */
  NoDelay(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Sets the option on the connection of a request. If that fails, answers may take longer; they
   * are otherwise the same.
   *
   * @param request the task that the JDK's server passed to its executor
   */
  void apply(Runnable request) {
    try {
      Field field = channel(request);
      if (field != null) {
        ((SocketChannel) field.get(request)).setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
    } catch (Exception e) {
      // The client may have left; reading from the connection will tell.
      Log.debug("a connection keeps Nagle's algorithm: " + e);
    }
  }

  private synchronized Field channel(Runnable request) {
    if (channel == null && !unavailable) {
      unavailable = true;
      try {
        Class<?> type = request.getClass();
        PackageAccess.open(instrumentation, type);
        Field found = type.getDeclaredField(FIELD);
        found.setAccessible(true);
        channel = found;
      } catch (Exception e) {
        Log.debug("connections keep Nagle's algorithm: " + e);
      }
    }
    return channel;
  }
}
