package tbot.diag.http.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import tbot.diag.log.Log;

/**
 * The thread that accepts clients and moves their connections on. Before the first client it holds
 * a selector and nothing else. It ends by {@link #close} alone: whatever fails is tried again.
 */
final class EventLoop implements Runnable {

  private static final int WINDOW_BYTES = 64 * 1024;
  private static final long PAUSE_MILLIS = 100;

  /** Longer than the JVM will run. */
  static final long NEVER_NANOS = Long.MAX_VALUE / 4;

  private final Sockets sockets;
  private final Selector selector = Selector.open();
  private final Acceptor acceptor;
  private final LazyService service;
  private final Failures failures;
  private final Connections connections;
  private ByteBuffer window;
  private volatile boolean closed;
  private volatile boolean retires;

  EventLoop(Sockets sockets, LazyService service, Failures failures, EngineLimits limits)
      throws IOException {
    this.sockets = sockets;
    this.service = service;
    this.failures = failures;
    connections = new Connections(limits);
    try {
      sockets.listening.configureBlocking(false);
      SelectionKey key = sockets.listening.register(selector, SelectionKey.OP_ACCEPT);
      acceptor = new Acceptor(sockets, key, this, service, failures);
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
    boolean busy = service.get() != null && service.get().workers.relieve();
    long nanos = nanosToDeadline(all);
    if (busy) {
      selector.select(Math.min(Workers.WAIT_MILLIS, 1 + nanos / 1_000_000));
    } else {
      selector.select(nanos == NEVER_NANOS ? 0 : 1 + nanos / 1_000_000);
    }
    Iterator<SelectionKey> selected = selector.selectedKeys().iterator();
    while (selected.hasNext() && !closed) {
      SelectionKey key = selected.next();
      selected.remove();
      if (key.attachment() instanceof Connection) {
        proceed((Connection) key.attachment(), true);
      } else {
        acceptor.accept();
      }
    }
    if (retires) {
      retires = false;
      retireAll();
    }
    for (Connection connection : all) {
      if (connection.isSignalled()) {
        proceed(connection, false);
      } else if (connection.nanosToExpiry(System.nanoTime()) <= 0) {
        expire(connection);
      }
    }
    acceptor.resume();
  }

  private void retireAll() {
    for (Connection connection : connections.all()) {
      try {
        connection.retireUnless(sockets.layer);
      } catch (Throwable t) {
        fail(connection, t);
      }
    }
  }

  private long nanosToDeadline(Connection[] all) {
    long now = System.nanoTime();
    long soonest = acceptor.resumeAt(now + NEVER_NANOS) - now;
    for (Connection connection : all) {
      soonest = Math.min(soonest, connection.nanosToExpiry(now));
    }
    return Math.max(0, soonest);
  }

  void proceed(Connection connection, boolean ready) {
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

  /** Closes a connection of which something failed; null if there is none yet. */
  void fail(Connection connection, Throwable t) {
    try {
      if (connection != null) {
        connection.close();
      }
    } finally {
      if (t instanceof IOException) {
        Log.debug("a client has left: " + t);
      } else {
        failures.report("a connection failed", null, t);
      }
    }
  }

  /**
   * Memory for reading and writing, of which nothing is kept from one use to the next. It is direct
   * memory, since the JDK would copy heap buffers to direct ones of their size and keep these.
   */
  ByteBuffer window() {
    if (window == null) {
      window = ByteBuffer.allocateDirect(WINDOW_BYTES);
    }
    return window;
  }

  Connections connections() {
    return connections;
  }

  /** Closes connections of another layer: idle ones, and others after their answer; soon. */
  void retireConnections() {
    retires = true;
    wakeUp();
  }

  /** Has the thread look for signals; needs no memory. */
  void wakeUp() {
    selector.wakeup();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Log.debug("the listener was interrupted, and goes on");
    }
  }

  /** Frees the address and ends the thread and all connections; from any thread. */
  void close() {
    closed = true;
    failures.quiet();
    close(sockets.listening);
    wakeUp();
  }

  private void closeAll() {
    for (Connection connection : connections.all()) {
      try {
        connection.close();
      } catch (Throwable t) {
        failures.report("a connection cannot be closed", null, t);
      }
    }
    if (service.get() != null) {
      service.get().workers.close();
    }
    release();
  }

  /** Frees what the thread frees when it ends, for the case that it did not end or never ran. */
  void release() {
    close(selector);
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      Log.debug("the listener could not be closed: " + e);
    }
  }
}
