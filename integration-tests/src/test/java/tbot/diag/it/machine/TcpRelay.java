package tbot.diag.it.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Forwards TCP connections to a port, and can reset them as a failing network does. */
public final class TcpRelay implements AutoCloseable {

  private final ServerSocket acceptor;
  private final int target;
  private final List<Socket> toTarget = new CopyOnWriteArrayList<>();

  /** Forwards to a port of this machine. */
  public TcpRelay(int target) throws IOException {
    this.target = target;
    acceptor = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** The port to connect to. */
  public int port() {
    return acceptor.getLocalPort();
  }

  /** Resets all connections to the target (RST). */
  public void reset() throws IOException {
    for (Socket socket : toTarget) {
      reset(socket);
    }
  }

  /** Resets one connection (RST). */
  public static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
    for (Socket socket : toTarget) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = acceptor.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        toTarget.add(server);
        daemon(() -> pass(client, server));
        daemon(() -> pass(server, client));
      }
    } catch (IOException e) {
      // The relay was closed.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // The connection was reset, mostly by us.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
