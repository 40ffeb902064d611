package tbot.diag.http.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.Objects;
import tbot.diag.jvm.SpareMemory;
import tbot.diag.log.Log;

/**
 * The thread that accepts clients and moves their connections on. Before the first client it holds
 * a selector and nothing else. It ends by {@link #close} alone: whatever fails is tried again.
 *
 * <p>A selector that runs out of memory may lose a key. Its socket would never be closed, and would
 * keep the thread busy for good. So after such a failure all connections are closed, and the thread
 * goes on with a new selector.
 */
final class EventLoop implements Runnable {

  private static final int WINDOW_BYTES = 64 * 1024;
  private static final long PAUSE_MILLIS = 100;

  /** Longer than the JVM will run. */
  static final long NEVER_NANOS = Long.MAX_VALUE / 4;

  /** Room to close all and to begin again. */
  private static final int RENEWAL_BYTES = 128 * 1024;

  private final Sockets sockets;
  private final LazyService service;
  private final Failures failures;
  private final Connections connections;
  private volatile Selector selector;
  private volatile boolean closed;
  private volatile boolean retires;

  // Its thread's alone.
  private Acceptor acceptor;
  private ByteBuffer window;
  private boolean damaged;
  private boolean ended;

  EventLoop(Sockets sockets, LazyService service, Failures failures, EngineLimits limits)
      throws IOException {
    this.sockets = sockets;
    this.service = service;
    this.failures = failures;
    connections = new Connections(limits);
    sockets.listening.configureBlocking(false);
    openSelector();
  }

  private void openSelector() throws IOException {
    Selector fresh = Selector.open();
    boolean registered = false;
    try {
      SelectionKey key = sockets.listening.register(fresh, SelectionKey.OP_ACCEPT);
      acceptor = new Acceptor(sockets, key, this, service, failures);
      registered = true;
    } finally {
      if (!registered) {
        fresh.close();
      }
    }
    selector = fresh;
  }

  @Override
  public void run() {
    // So that the catches need no memory: the JVM looks up their class when it needs it first.
    Objects.requireNonNull(Throwable.class);
    while (!ended) {
      try {
        runReporting();
      } catch (Throwable t) {
        // There is no memory for the report either: a string constant needs some at its first use.
        pause();
      }
    }
  }

  private void runReporting() {
    while (!ended) {
      try {
        advance();
      } catch (Throwable t) {
        damaged = true;
        failures.report("the listener failed, and tries again", null, t);
        pause();
      }
    }
  }

  private void advance() throws IOException {
    if (closed) {
      end();
    } else if (damaged) {
      renew();
    } else {
      turn();
    }
  }

  private void turn() throws IOException {
    // An interrupt, which is nobody's business here, would close the channels that are used.
    Thread.interrupted();
    Connection[] all = connections.all();
    boolean busy = service.get() != null && service.get().relieve();
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
        connection.retireUnless(service.get().served.layer);
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
    damaged |= t instanceof Error;
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
      // By nobody of ours. A shorter pause will do.
    }
  }

  /** Frees the address and ends the thread and all connections; from any thread. */
  void close() {
    closed = true;
    failures.quiet();
    try {
      close(sockets.listening);
    } finally {
      wakeUp();
    }
  }

  /** Closes all. To be repeated if it fails. */
  private void end() throws IOException {
    if (damaged) {
      SpareMemory.require(RENEWAL_BYTES);
    }
    closeConnections();
    if (service.get() != null) {
      service.get().close();
    }
    release();
    ended = true;
  }

  /** Begins again with a new selector. To be repeated if it fails. */
  private void renew() throws IOException {
    // The old selector must not fail while it is closed, as it can be closed once only.
    SpareMemory.require(RENEWAL_BYTES);
    closeConnections();
    close(selector);
    openSelector();
    damaged = false;
  }

  private void closeConnections() {
    for (Connection connection : connections.all()) {
      try {
        connection.close();
      } catch (Throwable t) {
        failures.report("a connection cannot be closed", null, t);
      }
    }
  }

  /** Frees what the thread frees when it ends, for the case that it never ran. */
  void release() {
    // Closes the sockets of the connections that are closed.
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
