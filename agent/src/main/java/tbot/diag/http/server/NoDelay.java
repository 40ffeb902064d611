package tbot.diag.http.server;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import tbot.diag.jvm.PackageAccess;
import tbot.diag.log.Log;

/**
 * Sends what a connection is given to send at once, without Nagle's algorithm.
 *
 * <p>The JDK's server sends the head of an answer and its body apart, on 8 to 21 always and on 25
 * when they exceed its buffer. The system then holds the body back until the client has
 * acknowledged the head, for which Linux takes up to 40 ms. The server has one setting for it, a
 * system property that the host's own servers share; so the option is set on our sockets, which the
 * server keeps in a private field.
 */
final class NoDelay {

  /** Where {@code sun.net.httpserver.ServerImpl.Exchange} has its connection, from 8 to 25. */
  private static final String FIELD = "chan";

  private final Instrumentation instrumentation;
  private Field channel;
  private boolean unavailable;

  /**
   * Changes nothing yet.
   *
   * @param instrumentation opens the server's package
   */
  NoDelay(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Sets the option on the connection of a request. If that cannot be done, answers may take longer
   * and are the same otherwise.
   *
   * @param request what the JDK's server gave its executor to run
   */
  void apply(Runnable request) {
    try {
      Field field = channel(request);
      if (field != null) {
        ((SocketChannel) field.get(request)).setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
    } catch (Exception e) {
      // The client may have gone already; whoever reads from the connection will find out.
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
