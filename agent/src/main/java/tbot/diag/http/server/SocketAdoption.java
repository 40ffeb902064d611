package tbot.diag.http.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import tbot.diag.jvm.PackageAccess;

/**
 * Gives the JDK's HTTP server a socket that is bound already and may have clients waiting.
 *
 * <p>The server has no method for it: it opens and binds its socket itself. So the socket is put
 * into its private fields, which are the same from Java 8 to 25.
 */
final class SocketAdoption {

  private final Instrumentation instrumentation;

  /**
   * Changes nothing yet.
   *
   * @param instrumentation opens the server's package
   */
  SocketAdoption(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Has the server accept from the socket, as if it had bound it.
   *
   * @param server neither bound nor started
   * @param socket bound, not blocking
   * @throws ReflectiveOperationException if this JVM's server is another one; neither the server
   *     nor the socket has changed then
   */
  void adopt(HttpServer server, ServerSocketChannel socket)
      throws ReflectiveOperationException, IOException {
    PackageAccess.open(instrumentation, server.getClass());
    Object inner = field(server, "server").get(server);
    Field channel = field(inner, "schan");
    Field listenerKey = field(inner, "listenerKey");
    Field bound = field(inner, "bound");
    Selector selector = (Selector) field(inner, "selector").get(inner);
    ServerSocketChannel unbound = (ServerSocketChannel) channel.get(inner);
    listenerKey.set(inner, socket.register(selector, SelectionKey.OP_ACCEPT));
    channel.set(inner, socket);
    bound.setBoolean(inner, true);
    unbound.close();
  }

  private static Field field(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
