package tbot.diag.jvm;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Unix domain sockets of Java 16 and newer, as this code must compile for Java 8. */
public final class UnixDomain {

  private UnixDomain() {}

  /**
   * An address.
   *
   * @throws IllegalArgumentException if this Java has no such sockets
   */
  public static SocketAddress address(Path path) {
    try {
      return (SocketAddress)
          Class.forName("java.net.UnixDomainSocketAddress")
              .getMethod("of", Path.class)
              .invoke(null, path);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "Unix domain sockets need Java 16 or newer, and this is Java "
              + System.getProperty("java.version"),
          e);
    }
  }

  /** A socket to listen on. */
  public static ServerSocketChannel openServer() throws IOException {
    return (ServerSocketChannel) open(ServerSocketChannel.class);
  }

  /** Whether a process listens on the socket of this file. Waits for nothing. */
  public static boolean isListening(File file) throws IOException {
    try {
      connect(file).close();
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  /**
   * Connects to the socket of a file. Waits for nothing.
   *
   * @return a channel in non-blocking mode
   * @throws ConnectException if no process listens there
   * @throws IllegalArgumentException if this Java has no such sockets
   */
  public static SocketChannel connect(File file) throws IOException {
    SocketAddress address = address(file.toPath());
    SocketChannel client = (SocketChannel) open(SocketChannel.class);
    boolean connected = false;
    try {
      client.configureBlocking(false);
      // Never pending: the kernel connects at once, or says why not.
      client.connect(address);
      connected = true;
      return client;
    } finally {
      if (!connected) {
        client.close();
      }
    }
  }

  private static Object open(Class<?> channel) throws IOException {
    try {
      Method open = channel.getMethod("open", ProtocolFamily.class);
      return open.invoke(null, StandardProtocolFamily.valueOf("UNIX"));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException) {
        throw (IOException) e.getCause();
      }
      throw new IOException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }
}
