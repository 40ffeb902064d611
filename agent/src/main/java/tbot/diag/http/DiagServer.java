package tbot.diag.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import tbot.diag.hooks.Unseen;

/**
 * The listener: the JDK's HTTP server, with bounds on what clients can do to it and nothing that
 * the host's own HTTP servers would notice (their settings are system properties, so none is set).
 */
public final class DiagServer {

  /** Connections that wait to be accepted; the JDK's default of 50 makes a burst of them stall. */
  private static final int BACKLOG = 1024;

  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private final HttpServer server;
  private final RequestThreads threads;
  private final RequestRouter router;
  private final ThreadGroup group;
  private volatile Thread[] serverThreads;

  private DiagServer(
      InetSocketAddress address, RequestRouter router, RequestThreads threads, ThreadGroup group)
      throws IOException {
    this.group = group;
    server = HttpServer.create(address, BACKLOG);
    this.threads = threads;
    this.router = router;
    server.createContext("/", router);
    server.setExecutor(threads);
  }

  /**
   * Binds the address and begins to serve.
   *
   * @param instrumentation the JVM's, to spare clients the delays of small packets; without it
   *     answers take longer
   * @throws IOException if the address cannot be bound
   * @throws NoClassDefFoundError if the JVM runs without the module {@code jdk.httpserver}
   */
  public static DiagServer open(
      InetSocketAddress address, Routes routes, Instrumentation instrumentation)
      throws IOException {
    return open(address, routes, ServerLimits.production(), instrumentation);
  }

  static DiagServer open(
      InetSocketAddress address,
      Routes routes,
      ServerLimits limits,
      Instrumentation instrumentation)
      throws IOException {
    ThreadGroup group = new ThreadGroup(topGroup(), "tbot-diag-http");
    Opening opening =
        new Opening(
            address,
            new RequestRouter(routes, limits),
            new RequestThreads(limits, group, instrumentation),
            group);
    // The server's own threads take the group and the daemon status of the thread that starts it.
    Thread opener = new DaemonThreads(group, "tbot-diag-http-open-").newThread(opening);
    opener.start();
    try {
      opener.join();
    } catch (InterruptedException e) {
      opener.interrupt();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while binding " + address, e);
    }
    return opening.result();
  }

  /** Not the host's own group, whose members some hosts count or wait for. */
  private static ThreadGroup topGroup() {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    return top;
  }

  private void start() {
    server.start();
    serverThreads = adoptServerThreads();
  }

  /** Gives the server's own two threads, a dispatcher and a timer, our name and no loader. */
  private Thread[] adoptServerThreads() {
    Thread[] found = new Thread[group.activeCount() + 8];
    int count = group.enumerate(found, false);
    Thread[] adopted = new Thread[count];
    int n = 0;
    for (int i = 0; i < count; i++) {
      Thread thread = found[i];
      if (!thread.getName().startsWith("tbot-diag-")) {
        thread.setName("tbot-diag-http-server-" + (n + 1));
        thread.setContextClassLoader(null);
        adopted[n++] = thread;
      }
    }
    Thread[] exact = new Thread[n];
    System.arraycopy(adopted, 0, exact, 0, n);
    return exact;
  }

  /** Where the listener is; with the port that the system picked, if it was to pick one. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Replaces the endpoints; requests under way are finished by the old ones. */
  public void setRoutes(Routes routes) {
    router.setRoutes(routes);
  }

  /**
   * Closes the listener and all connections at once and ends the threads; waits up to a few seconds
   * until they have ended.
   */
  public void stop() {
    server.stop(0);
    threads.stop();
    try {
      for (Thread thread : serverThreads) {
        thread.join(STOP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the opening thread does, and what comes of it. */
  private static final class Opening implements Runnable {

    private final InetSocketAddress address;
    private final RequestRouter router;
    private final RequestThreads threads;
    private final ThreadGroup group;
    private DiagServer server;
    private Throwable failure;

    Opening(
        InetSocketAddress address,
        RequestRouter router,
        RequestThreads threads,
        ThreadGroup group) {
      this.address = address;
      this.router = router;
      this.threads = threads;
      this.group = group;
    }

    @Override
    public void run() {
      Unseen.run(
          "tbot.diag.http.OpeningMarker",
          new Runnable() {
            @Override
            public void run() {
              open();
            }
          });
    }

    private void open() {
      try {
        DiagServer fresh = new DiagServer(address, router, threads, group);
        fresh.start();
        server = fresh;
      } catch (Throwable t) {
        failure = t;
      }
    }

    DiagServer result() throws IOException {
      if (failure instanceof IOException) {
        throw (IOException) failure;
      }
      if (failure instanceof Error) {
        throw (Error) failure;
      }
      if (failure != null) {
        throw new IOException(failure);
      }
      return server;
    }
  }
}
