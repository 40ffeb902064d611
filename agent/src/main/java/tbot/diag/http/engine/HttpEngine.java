package tbot.diag.http.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.engine.transport.PlainLayer;
import tbot.diag.http.engine.transport.TlsLayer;

/** An HTTP server on a socket that is bound already. */
public final class HttpEngine implements Closeable {

  private static final long CLOSE_MILLIS = 2000;

  private final LazyService service;
  private final EventLoop loop;
  private final Thread thread;

  HttpEngine(Sockets sockets, Supplier<Dispatcher> dispatcher, EngineLimits limits)
      throws IOException {
    Failures failures = new Failures();
    EngineThreads threads = new EngineThreads(failures);
    service = new LazyService(limits, threads, failures, sockets.layer, dispatcher);
    loop = new EventLoop(sockets, service, failures, limits);
    thread = threads.newThread(loop);
    try {
      thread.start();
    } catch (Error e) {
      loop.close();
      loop.release();
      throw e;
    }
  }

  /**
   * Begins to serve.
   *
   * @param listening bound, of TCP or Unix domain sockets; the engine's from now on
   * @param dispatcher asked for when the first client connects; if it fails, that client is turned
   *     away, and the next one has it asked again
   * @throws IOException if there is no descriptor for a selector; the socket is open then
   * @throws OutOfMemoryError if there is no thread; the socket is closed then
   */
  public static HttpEngine start(ServerSocketChannel listening, Supplier<Dispatcher> dispatcher)
      throws IOException {
    return new HttpEngine(new Sockets(listening, new PlainLayer()), dispatcher, new EngineLimits());
  }

  /**
   * Begins to serve over TLS, as {@link #start}.
   *
   * @param context with the certificate; asked for with each connection
   * @param engine makes the engine of a connection, in server mode
   */
  public static HttpEngine startTls(
      ServerSocketChannel listening,
      Supplier<Dispatcher> dispatcher,
      Supplier<SSLContext> context,
      Function<SSLContext, SSLEngine> engine)
      throws IOException {
    return new HttpEngine(
        new Sockets(listening, new TlsLayer(context, engine)), dispatcher, new EngineLimits());
  }

  /**
   * Replaces the endpoints; requests under way are finished by the old ones.
   *
   * @param dispatcher asked for at once if there has been a client
   */
  public void change(Supplier<Dispatcher> dispatcher) {
    service.change(dispatcher);
  }

  /**
   * Replaces the endpoints and what connections speak below HTTP. Idle connections are closed, and
   * others after their answer. No request meets the one without the other.
   *
   * @param dispatcher as for the other method
   * @param context as for {@link #startTls}; null for no TLS
   * @param engine as for {@link #startTls}
   */
  public void change(
      Supplier<Dispatcher> dispatcher,
      Supplier<SSLContext> context,
      Function<SSLContext, SSLEngine> engine) {
    service.change(context == null ? new PlainLayer() : new TlsLayer(context, engine), dispatcher);
    loop.retireConnections();
  }

  /** Open connections. */
  public int openConnections() {
    return loop.connections().count();
  }

  /** Connections that were closed to make room for others, since the start. */
  public long evictedConnections() {
    return loop.connections().evicted();
  }

  /**
   * Frees the address, closes all connections at once and ends the threads, interrupting handlers;
   * waits up to a few seconds until they have ended. Without memory that happens later.
   */
  @Override
  public void close() {
    loop.close();
    try {
      thread.join(CLOSE_MILLIS);
      if (service.get() != null) {
        service.get().join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
