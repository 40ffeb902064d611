package tbot.diag.hooks.sshd;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.StackSpace;

/**
 * Turns the events of Apache MINA SSHD's sessions into connections that start and end.
 *
 * <p>Only sessions whose constructor was seen count. Client sessions, and sessions that were open
 * before the hooks were there, run through the same methods and are ignored. {@code preClose} may
 * run twice for one session; the first ends the connection, because it removes it.
 */
final class SshdSessions implements HookEvents {

  // RFC 4253, section 11.1
  private static final int PROTOCOL_ERROR = 2;
  private static final int BY_APPLICATION = 11;
  private static final int NO_MORE_AUTH_METHODS = 14;

  private final ConnectionListener listener;
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  /** The open connections, each under itself; looked up by a {@link SessionKey}. */
  private final Map<Object, Connection> open = new ConcurrentHashMap<>();

  SshdSessions(ConnectionListener listener) {
    this.listener = listener;
  }

  @Override
  public void started(Object session) {
    StackSpace.require();
    Connection connection = new Connection(session, collected);
    open.put(connection, connection);
    listener.started();
    reportDropped();
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
    if (connection != null) {
      connection.fail(
          exception instanceof InterruptedByTimeoutException
              ? ErrorReason.TIMEOUT
              : ErrorReason.EXCEPTION);
    }
  }

  @Override
  public void disconnected(Object session, int code, String message, boolean local) {
    Connection connection = find(session);
    if (connection != null && code != BY_APPLICATION) {
      connection.fail(reasonOf(code, message, local, connection.isAuthenticated()));
    }
  }

  @Override
  public void ended(Object session) {
    Connection connection = find(session);
    if (connection != null) {
      end(connection);
    }
    reportDropped();
  }

  /** Ends connections whose sessions were dropped without a close, e.g. by a failed constructor. */
  @Override
  public void reportDropped() {
    for (Reference<?> dead = collected.poll(); dead != null; dead = collected.poll()) {
      end((Connection) dead);
    }
  }

  private Connection find(Object session) {
    return open.get(new SessionKey(session));
  }

  private void end(Connection connection) {
    StackSpace.require();
    if (open.remove(connection) != null) {
      ErrorReason error = connection.error();
      listener.ended(error == null ? Outcome.OK : Outcome.ERROR, error, connection.ageNanos());
    }
  }

  /**
   * SSHD's own message tells a timeout from other protocol errors: "Detected AuthTimeout after ..."
   * or "Detected IdleTimeout after ...". Too many failed attempts have the code of a protocol error
   * up to 2.15, and their own, 14, since 2.16.
   */
  private static ErrorReason reasonOf(
      int code, String message, boolean local, boolean authenticated) {
    String text = message == null ? "" : message;
    if (local && code == PROTOCOL_ERROR) {
      if (text.startsWith("Detected AuthTimeout") || text.startsWith("Detected IdleTimeout")) {
        return ErrorReason.TIMEOUT;
      }
      if (!authenticated && text.startsWith("Too many authentication failures")) {
        return ErrorReason.AUTH_FAILED;
      }
    }
    return !authenticated && code == NO_MORE_AUTH_METHODS
        ? ErrorReason.AUTH_FAILED
        : ErrorReason.DISCONNECT;
  }
}
