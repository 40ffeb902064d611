package tbot.diag.http.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import tbot.diag.hooks.Unseen;
import tbot.diag.http.Dispatcher;
import tbot.diag.log.Log;

/**
 * The thread that accepts clients and moves their connections on. Before the first client it holds
 * a selector and nothing else. It ends by {@link #close} alone: whatever fails is tried again.
 */
final class EventLoop implements Runnable {

  private static final int WINDOW_BYTES = 64 * 1024;

  /** Connections accepted in a row before the others have their turn. */
  private static final int ACCEPT_TURN = 64;

  /** How long to wait after a failure that is likely to come again at once. */
  private static final long PAUSE_NANOS = 100_000_000;

  private final ServerSocketChannel listening;
  private final Callable<SocketChannel> acceptor;
  private final Selector selector;
  private final SelectionKey acceptKey;
  private final EngineThreads threads;
  private final EngineLimits limits;
  private final Failures failures;
  private final Connections connections;

  // Guarded by this object.
  private Supplier<Dispatcher> dispatcher;
  private volatile Service service;
  private volatile boolean closed;

  private ByteBuffer window;
  private boolean busy;
  private boolean accepting = true;
  private long acceptAgain;

  EventLoop(
      ServerSocketChannel listening,
      Callable<SocketChannel> acceptor,
      Supplier<Dispatcher> dispatcher,
      EngineThreads threads,
      Failures failures,
      EngineLimits limits)
      throws IOException {
    this.listening = listening;
    this.acceptor = acceptor;
    this.dispatcher = dispatcher;
    this.threads = threads;
    this.failures = failures;
    this.limits = limits;
    connections = new Connections(limits);
    selector = Selector.open();
    try {
      listening.configureBlocking(false);
      acceptKey = listening.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException | RuntimeException | Error e) {
      selector.close();
      throw e;
    }
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        turn();
      } catch (Throwable t) {
        failures.report("the listener failed, and tries again", null, t);
        pause();
      }
    }
    closeAll();
  }

  private void turn() throws IOException {
    // An interrupt, which is nobody's business here, would close the channels that are used.
    Thread.interrupted();
    Connection[] all = connections.all();
    selector.select(timeoutMillis(all));
    Iterator<SelectionKey> selected = selector.selectedKeys().iterator();
    while (selected.hasNext() && !closed) {
      SelectionKey key = selected.next();
      selected.remove();
      if (key == acceptKey) {
        accept();
      } else if (key.isValid()) {
        proceed((Connection) key.attachment(), true);
      }
    }
    serveSignals(all);
    if (!accepting && System.nanoTime() - acceptAgain >= 0) {
      accepting = true;
      acceptKey.interestOps(SelectionKey.OP_ACCEPT);
    }
    busy = service != null && service.workers.relieve();
  }

  private void serveSignals(Connection[] all) {
    long now = System.nanoTime();
    for (Connection connection : all) {
      if (connection.isSignalled()) {
        proceed(connection, false);
      } else if (now - connection.deadline() >= 0) {
        expire(connection);
      }
    }
  }

  /** Until the next limit passes; 0 means for ever. */
  private long timeoutMillis(Connection[] all) {
    long now = System.nanoTime();
    long soonest = Long.MAX_VALUE;
    for (Connection connection : all) {
      soonest = Math.min(soonest, connection.deadline() - now);
    }
    if (!accepting) {
      soonest = Math.min(soonest, acceptAgain - now);
    }
    long millis = soonest == Long.MAX_VALUE ? 0 : Math.max(1, soonest / 1_000_000 + 1);
    return busy && (millis == 0 || millis > Workers.WAIT_MILLIS) ? Workers.WAIT_MILLIS : millis;
  }

  private void accept() {
    try {
      for (int i = 0; i < ACCEPT_TURN; i++) {
        SocketChannel channel = acceptor.call();
        if (channel == null) {
          return;
        }
        admit(channel);
      }
    } catch (Throwable t) {
      // For want of descriptors, of which one can be given back, or of memory: the client waits,
      // and
      // the selector would report it again and again.
      if (!closed) {
        failures.report("a client cannot be accepted", null, t);
        if (t instanceof IOException) {
          connections.evictOldest();
        }
        accepting = false;
        acceptAgain = System.nanoTime() + PAUSE_NANOS;
        acceptKey.interestOps(0);
      }
    }
  }

  private void admit(SocketChannel channel) {
    Connection connection = null;
    try {
      if (service == null && !open()) {
        return;
      }
      boolean room = connections.makeRoom();
      PlainTransport transport = new PlainTransport(channel);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      connection = new Connection(transport, key, this, service);
      key.attach(connection);
      connections.add(connection);
      if (!room) {
        connection.refuse(503, "all " + limits.connections + " connections are in use");
      }
      connection.proceed(true);
    } catch (Throwable t) {
      fail(connection, t);
    } finally {
      if (connection == null) {
        close(channel);
      }
    }
  }

  /** Makes what serves clients; returns false if it cannot be made. */
  private boolean open() {
    Unseen.run(
        "tbot.diag.http.engine.ServingMarker",
        new Runnable() {
          @Override
          public void run() {
            openSeen();
          }
        });
    return service != null;
  }

  private synchronized void openSeen() {
    try {
      limits.connections = limits.connections == 0 ? FileLimit.connections() : limits.connections;
      service = new Service(limits, new Workers(threads), failures, dispatcher.get());
    } catch (Throwable t) {
      Log.error("diag_addr: a client is turned away, since there is no server for it: " + t);
    }
  }

  private void proceed(Connection connection, boolean ready) {
    try {
      connection.proceed(ready);
    } catch (Throwable t) {
      fail(connection, t);
    }
  }

  private void expire(Connection connection) {
    try {
      connection.expire();
    } catch (Throwable t) {
      fail(connection, t);
    }
  }

  private void fail(Connection connection, Throwable t) {
    if (t instanceof IOException) {
      Log.debug("a client has left: " + t);
    } else if (!closed) {
      failures.report("a connection failed", null, t);
    }
    if (connection != null) {
      connection.close();
    }
  }

  /** Replaces the dispatcher; it is asked for at once if there was a client. */
  synchronized void setDispatcher(Supplier<Dispatcher> other) {
    dispatcher = other;
    if (service != null) {
      service.setDispatcher(other.get());
    }
  }

  /** Memory for reading and writing, of which nothing is kept from one use to the next. */
  ByteBuffer window() {
    if (window == null) {
      window = ByteBuffer.allocateDirect(WINDOW_BYTES);
    }
    return window;
  }

  Connections connections() {
    return connections;
  }

  /** Has the thread look for signals; needs no memory. */
  void wakeUp() {
    selector.wakeup();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_NANOS / 1_000_000);
    } catch (InterruptedException e) {
      // By close, or by nobody that knows this thread.
      return;
    }
  }

  /** Frees the address and ends the thread and all connections; from any thread. */
  void close() {
    closed = true;
    close(listening);
    wakeUp();
  }

  /** Waits until the worker threads have ended. */
  void joinWorkers(long millis) throws InterruptedException {
    if (service != null) {
      service.workers.join(millis);
    }
  }

  /** Closes all that is open; the thread does it, or who closes the engine if there is none. */
  void closeAll() {
    for (Connection connection : connections.all()) {
      connection.close();
    }
    if (service != null) {
      service.workers.close();
    }
    close(selector);
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      Log.debug("could not be closed: " + e);
    }
  }
}
