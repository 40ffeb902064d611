package tbot.diag.http.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import tbot.diag.http.Routes;
import tbot.diag.log.Log;

/**
 * The JDK's HTTP server on a socket of ours, with limits for clients. It sets no system property,
 * since the host's own HTTP servers share them.
 */
final class RequestServer {

  private static final String OURS = "tbot-diag-";

  private final HttpServer server;
  private final RequestThreads threads;
  private final RequestRouter router;
  private final Thread[] serverThreads;

  /**
   * Begins to serve; waiting clients come first. The calling thread must be a daemon and the only
   * member of a thread group of the agent: the threads that the JDK's server starts inherit both.
   *
   * @param socket belongs to the server afterwards
   * @param instrumentation gives access to the server's sockets
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
      // The system gives no more threads.
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

  /**
   * Names the server's two threads, a dispatcher and a timer, and takes their class loader away.
   */
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

  /** Replaces the endpoints. The old ones finish the requests that have begun. */
  void setRoutes(Routes routes) {
    router.setRoutes(routes);
  }

  /**
   * Closes the listener and all connections at once and ends the threads.
   *
   * @param millis the longest time to wait for each thread
   */
  void stop(long millis) {
    server.stop(0);
    threads.stop();
    for (Thread thread : serverThreads) {
      DaemonThreads.join(thread, millis);
    }
    // Once more: the first call may miss connections that were accepted meanwhile.
    server.stop(0);
  }
}
