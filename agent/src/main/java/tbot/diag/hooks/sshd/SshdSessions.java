package tbot.diag.hooks.sshd;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.StackSpace;

/**
 * Turns the events of Apache MINA SSHD's sessions into connections that start and end, and passes
 * on those of its servers.
 *
 * <p>Only sessions whose constructor was seen count. Client sessions, and sessions that were open
 * before the hooks were there, run through the same methods and are ignored. {@code preClose} may
 * run twice for one session; the first ends the connection, because it removes it.
 *
 * <p>A client that leaves may close its socket before it has read all that the server writes. One
 * thread of the server then meets the reset and closes the session, while another still reads the
 * client's disconnect. So a connection that a reset has closed ends a second later, or when its
 * disconnect comes.
 */
final class SshdSessions implements HookEvents {

  /** RFC 4253, section 11.1. */
  private static final int PROTOCOL_ERROR = 2;

  private static final int BY_APPLICATION = 11;

  private static final long RESET_DELAY_NANOS = 1_000_000_000;

  private final ConnectionListener listener;
  private final SshdServers servers;
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** The open connections, each under itself; looked up by a {@link SessionKey}. */
  private final Map<Object, Connection> open = new ConcurrentHashMap<>();

  /** Those of which a disconnect may still come, in the order of their ends. */
  private final Queue<Connection> closedByReset = new ConcurrentLinkedQueue<>();

  SshdSessions(ConnectionListener listener, SshdServers servers) {
    this.listener = listener;
    this.servers = servers;
  }

  @Override
  public void started(Object session) {
    StackSpace.require();
    Connection connection = new Connection(session, collected);
    open.put(connection, connection);
    listener.started();
    servers.accepted();
    reportDropped();
  }

  /** Clients ask for the method {@code none} to learn the others. That does not count. */
  @Override
  public void authRequested(Object session, Object request) {
    Connection connection = find(session);
    if (connection != null && !UserAuthRequest.isForNone(request)) {
      connection.setAuthRequested();
    }
  }

  @Override
  public void authenticated(Object session) {
    Connection connection = find(session);
    if (connection != null) {
      connection.setAuthenticated();
    }
  }

  @Override
  public void exceptionCaught(Object session, Throwable exception) {
    Connection connection = find(session);
    if (connection == null || CommandFailure.is(exception)) {
      return;
    }
    if (exception instanceof InterruptedByTimeoutException) {
      connection.fail(ErrorReason.TIMEOUT);
    } else if (exception instanceof IOException
        && !exception.getClass().getName().startsWith(MinaSshd.PACKAGE)) {
      connection.lose();
    } else {
      connection.fail(ErrorReason.EXCEPTION);
    }
  }

  @Override
  public void disconnected(Object session, int code, String message, boolean local) {
    Connection connection = find(session);
    if (connection == null) {
      return;
    }
    if (code != BY_APPLICATION) {
      connection.fail(
          isTimeout(code, message, local) ? ErrorReason.TIMEOUT : ErrorReason.DISCONNECT);
      return;
    }
    connection.setDisconnectedByApplication();
    if (connection.isClosed()) {
      end(connection);
    }
  }

  @Override
  public void ended(Object session) {
    Connection connection = find(session);
    if (connection != null && !connection.isClosed()) {
      if (connection.mayBeNormalEnd()) {
        StackSpace.require();
        connection.close();
        closedByReset.add(connection);
      } else {
        end(connection);
      }
    }
    reportDropped();
  }

  /**
   * Ends connections whose sessions were dropped without a close, e.g. by a failed constructor, and
   * those that were reset.
   */
  @Override
  public void reportDropped() {
    for (Reference<?> dead = collected.poll(); dead != null; dead = collected.poll()) {
      end((Connection) dead);
    }
    for (Connection next = closedByReset.peek();
        next != null && next.closedForNanos() >= RESET_DELAY_NANOS;
        next = closedByReset.peek()) {
      closedByReset.remove(next);
      end(next);
    }
  }

  @Override
  public void hooked(String className, boolean loadedBefore) {
    if (className.equals(MinaSshd.SERVER)) {
      servers.classLoaded(loadedBefore);
    }
  }

  @Override
  public void serverStarted(Object server) {
    servers.started(server);
  }

  @Override
  public void serverFailed(Object server, Throwable failure) {
    servers.failed(failure);
  }

  @Override
  public void serverStopped(Object server) {
    servers.stopped(server);
  }

  private Connection find(Object session) {
    return open.get(new SessionKey(session));
  }

  private void end(Connection connection) {
    StackSpace.require();
    if (open.remove(connection) != null) {
      connection.close();
      ErrorReason error = connection.error();
      listener.ended(error == null ? Outcome.OK : Outcome.ERROR, error, connection.durationNanos());
    }
  }

  /**
   * SSHD's own message tells a timeout from other protocol errors: "Detected AuthTimeout after ..."
   * or "Detected IdleTimeout after ...".
   */
  private static boolean isTimeout(int code, String message, boolean local) {
    return local
        && code == PROTOCOL_ERROR
        && message != null
        && (message.startsWith("Detected AuthTimeout")
            || message.startsWith("Detected IdleTimeout"));
  }
}
