package tbot.diag.http.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tbot.diag.http.Routes;
import tbot.diag.jvm.HostThreads;
import tbot.diag.log.Log;

/**
 * The listener. The address is bound at once; the server and the endpoints are made for the first
 * client. So a host without requests holds a socket and a thread, and none of the hundreds of
 * classes of a server.
 */
public final class DiagServer {

  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private final ListeningSocket socket;
  private final ServerLimits limits;
  private final Instrumentation instrumentation;
  private final Thread waiting;

  // Guarded by this object.
  private Supplier<Routes> routes;
  private RequestServer server;
  private boolean stopped;

  private DiagServer(
      ListeningSocket socket,
      Supplier<Routes> routes,
      ServerLimits limits,
      Instrumentation instrumentation) {
    this.socket = socket;
    this.routes = routes;
    this.limits = limits;
    this.instrumentation = instrumentation;
    // Some hosts count the threads of their own group, or wait for them.
    ThreadGroup group = new ThreadGroup(HostThreads.topGroup(), "tbot-diag-http");
    waiting = new DaemonThreads(group, "tbot-diag-http-listen-").newThread(new Waiting());
  }

  /**
   * Binds the address. Requests are served from then on.
   *
   * @param routes called when the first client connects
   * @param instrumentation gives access to the JDK's server. If the JVM refuses that, answers take
   *     longer, and the first client may have to connect again
   * @throws IOException if the address cannot be bound
   * @throws NoClassDefFoundError if the JVM runs without the module {@code jdk.httpserver}
   */
  public static DiagServer open(
      InetSocketAddress address, Supplier<Routes> routes, Instrumentation instrumentation)
      throws IOException {
    return open(address, routes, ServerLimits.production(), instrumentation);
  }

  static DiagServer open(
      InetSocketAddress address,
      Supplier<Routes> routes,
      ServerLimits limits,
      Instrumentation instrumentation)
      throws IOException {
    // Fails now if the module is missing, and not when the first client waits.
    Objects.requireNonNull(HttpServer.class);
    DiagServer server =
        new DiagServer(new ListeningSocket(address), routes, limits, instrumentation);
    try {
      server.waiting.start();
    } catch (Error e) {
      // The system gives no more threads.
      server.socket.close();
      throw e;
    }
    return server;
  }

  /** The address of the listener, with the port that is bound. */
  public InetSocketAddress address() {
    return socket.address();
  }

  /**
   * Replaces the endpoints. The old ones finish the requests that have begun.
   *
   * @param newRoutes called at once if the server exists already
   */
  public synchronized void setRoutes(Supplier<Routes> newRoutes) {
    routes = newRoutes;
    if (server != null) {
      server.setRoutes(newRoutes.get());
    }
  }

  /**
   * Closes the listener and all connections at once and ends the threads; waits up to a few seconds
   * until they have ended.
   */
  public void stop() {
    RequestServer last;
    synchronized (this) {
      stopped = true;
      last = server;
    }
    socket.close();
    if (last != null) {
      last.stop(STOP_MILLIS);
    }
    DaemonThreads.join(waiting, STOP_MILLIS);
  }

  private synchronized void serve() {
    if (stopped || server != null) {
      return;
    }
    try {
      server =
          new RequestServer(
              socket, new RequestRouter(routes.get(), limits), limits, instrumentation);
    } catch (Throwable t) {
      Log.error("diag_addr: a client is turned away, since there is no server for it: " + t);
      socket.turnAway();
    }
  }

  /** Ends when the server has been made, or when the listener is closed. */
  private final class Waiting implements Runnable {
    @Override
    public void run() {
      while (socket.awaitClient()) {
        serve();
      }
    }
  }
}
