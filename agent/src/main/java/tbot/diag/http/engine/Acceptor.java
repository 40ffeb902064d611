package tbot.diag.http.engine;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import tbot.diag.http.engine.transport.Layer;
import tbot.diag.http.engine.transport.Transport;
import tbot.diag.log.Log;

/** Accepts clients and makes room for them. Used by the event loop's thread alone. */
final class Acceptor {

  /** Connections accepted in a row before the others have their turn. */
  private static final int TURN = 64;

  private static final long PAUSE_NANOS = 100_000_000;

  private final Sockets sockets;
  private final SelectionKey key;
  private final EventLoop loop;
  private final LazyService service;
  private final Failures failures;

  private boolean paused;
  private long resumeAt;

  Acceptor(
      Sockets sockets, SelectionKey key, EventLoop loop, LazyService service, Failures failures) {
    this.sockets = sockets;
    this.key = key;
    this.loop = loop;
    this.service = service;
    this.failures = failures;
  }

  /** Accepts those that wait. */
  void accept() {
    try {
      SocketChannel channel = sockets.accept();
      for (int i = 0; i < TURN && channel != null; i++) {
        admit(channel);
        channel = sockets.accept();
      }
      if (channel != null) {
        admit(channel);
      }
    } catch (ClosedChannelException e) {
      // The engine is being closed.
      return;
    } catch (IOException e) {
      failures.report("a client cannot be accepted", null, e);
      // For want of descriptors, of which one can be given back. The client waits, and the
      // selector would report it again and again.
      loop.connections().evictOldest();
      paused = true;
      resumeAt = System.nanoTime() + PAUSE_NANOS;
      key.interestOps(0);
    }
  }

  private void admit(SocketChannel channel) {
    Connection connection = null;
    try {
      Service made = service.make();
      if (made == null) {
        return;
      }
      boolean room = loop.connections().makeRoom();
      Layer layer = made.served.layer;
      Transport transport = layer.over(channel);
      SelectionKey own = channel.register(key.selector(), SelectionKey.OP_READ);
      connection = new Connection(layer, transport, own, loop, made);
      own.attach(connection);
      loop.connections().add(connection);
      if (!room) {
        connection.turnAway();
      }
      loop.proceed(connection, true);
    } catch (Throwable t) {
      loop.fail(connection, t);
    } finally {
      if (connection == null) {
        close(channel);
      }
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      Log.debug("a connection could not be closed: " + e);
    }
  }

  /** When to call {@link #resume}, in terms of nanoTime, or {@code otherwise} if never. */
  long resumeAt(long otherwise) {
    return paused ? resumeAt : otherwise;
  }

  /** Ends a pause that is over. */
  void resume() {
    if (paused && System.nanoTime() - resumeAt >= 0) {
      paused = false;
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }
}
