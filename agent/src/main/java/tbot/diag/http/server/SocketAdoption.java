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
 * Gives the JDK's HTTP server a socket that is bound already and may have waiting clients.
 *
 * <p>The server has no method for that: it opens and binds its socket itself. So the socket is put
 * into private fields of the server, which are the same on Java 8 to 25.
 */
final class SocketAdoption {

  private final Instrumentation instrumentation;

  /**
   * Makes the adoption for one server.
   *
   * @param instrumentation opens the server's package
   */
  SocketAdoption(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Makes the server accept from the socket as if it had bound it.
   *
   * @param server neither bound nor started
   * @param socket bound, not blocking
   * @throws ReflectiveOperationException if the server of this JVM has other fields; server and
   *     socket are unchanged then
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
