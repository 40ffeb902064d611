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
 * The listener: an address that is bound at once, and behind it a server and endpoints that are
 * made for the first client that connects. So a host that is never asked holds a socket and a
 * thread, and none of the hundreds of classes of a server.
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
    // Not in the host's own group, whose members some hosts count or wait for.
    ThreadGroup group = new ThreadGroup(HostThreads.topGroup(), "tbot-diag-http");
    waiting = new DaemonThreads(group, "tbot-diag-http-listen-").newThread(new Waiting());
  }

  /**
   * Binds the address; requests are served from then on.
   *
   * @param routes the endpoints, asked for when a first client connects
   * @param instrumentation the JVM's, to reach into the JDK's server; where it does not let us,
   *     answers take longer and the very first client may have to connect again
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
    // To be told now, and not when a first client waits.
    Objects.requireNonNull(HttpServer.class);
    DiagServer server =
        new DiagServer(new ListeningSocket(address), routes, limits, instrumentation);
    try {
      server.waiting.start();
    } catch (Error e) {
      // No thread to be had.
      server.socket.close();
      throw e;
    }
    return server;
  }

  /** Where the listener is; with the port that the system picked, if it was to pick one. */
  public InetSocketAddress address() {
    return socket.address();
  }

  /**
   * Replaces the endpoints; requests under way are finished by the old ones.
   *
   * @param newRoutes asked for at once if there is a server by now
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

  /** Ends when there is a server, which has its own thread, or when the listener is closed. */
  private final class Waiting implements Runnable {
    @Override
    public void run() {
      while (socket.awaitClient()) {
        serve();
      }
    }
  }
}
