package tbot.diag.http.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import tbot.diag.http.Routes;
import tbot.diag.log.Log;

/**
 * The JDK's HTTP server on a socket of ours, with bounds on what clients can do to it and nothing
 * that the host's own HTTP servers would notice (their settings are system properties, so none is
 * set).
 */
final class RequestServer {

  private static final String OURS = "tbot-diag-";

  private final HttpServer server;
  private final RequestThreads threads;
  private final RequestRouter router;
  private final Thread[] serverThreads;

  /**
   * Begins to serve, the clients that wait first. The thread that calls this must be a daemon, in a
   * thread group of the agent that has no other members: the JDK's server starts threads which take
   * both from it.
   *
   * @param socket afterwards the server's
   * @param instrumentation the JVM's, to reach the server's sockets
   * @throws IOException if no server can be made; the socket may then be closed
   */
  RequestServer(
      ListeningSocket socket,
      RequestRouter router,
      ServerLimits limits,
      Instrumentation instrumentation)
      throws IOException {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    this.router = router;
    threads = new RequestThreads(limits, group, instrumentation);
    server = serverOn(socket, new SocketAdoption(instrumentation));
    server.createContext("/", router);
    server.setExecutor(threads);
    try {
      server.start();
    } catch (Error e) {
      // No thread to be had.
      server.stop(0);
      socket.close();
      throw e;
    }
    socket.release();
    serverThreads = adoptThreads(group);
  }

  private static HttpServer serverOn(ListeningSocket socket, SocketAdoption adoption)
      throws IOException {
    HttpServer server = HttpServer.create();
    try {
      adoption.adopt(server, socket.channel());
      return server;
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.debug("the HTTP server binds by itself, since it cannot be given a socket: " + e);
      server.stop(0);
      socket.close();
      return HttpServer.create(socket.address(), ListeningSocket.BACKLOG);
    }
  }

  /** Gives the server's own two threads, a dispatcher and a timer, our name and no loader. */
  private static Thread[] adoptThreads(ThreadGroup group) {
    Thread[] found = new Thread[group.activeCount() + 8];
    int count = group.enumerate(found, false);
    Thread[] adopted = new Thread[count];
    int n = 0;
    for (int i = 0; i < count; i++) {
      Thread thread = found[i];
      if (!thread.getName().startsWith(OURS)) {
        thread.setName(OURS + "http-server-" + (n + 1));
        thread.setContextClassLoader(null);
        adopted[n++] = thread;
      }
    }
    Thread[] exact = new Thread[n];
    System.arraycopy(adopted, 0, exact, 0, n);
    return exact;
  }

  /** Replaces the endpoints; requests under way are finished by the old ones. */
  void setRoutes(Routes routes) {
    router.setRoutes(routes);
  }

  /**
   * Closes the listener and all connections at once and ends the threads.
   *
   * @param millis how long to wait for each of the threads, at most
   */
  void stop(long millis) {
    server.stop(0);
    threads.stop();
    for (Thread thread : serverThreads) {
      DaemonThreads.join(thread, millis);
    }
    // Once more, for what it accepted while it was being stopped, which the first one may miss.
    server.stop(0);
  }
}
