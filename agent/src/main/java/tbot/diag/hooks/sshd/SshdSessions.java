package tbot.diag.hooks.sshd;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.channels.InterruptedByTimeoutException;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;
import tbot.diag.hooks.StackSpace;

/**
 * Turns what happens to Apache MINA SSHD's sessions into connections that start and end.
 *
 * <p>Only sessions whose constructor was seen count: client sessions, and those open before the
 * hooks were there, run through the same methods and are ignored. {@code preClose} may run twice
 * for one session; leaving the {@link LiveSet} is what ends a connection.
 */
public final class SshdSessions {

  // RFC 4253, section 11.1
  private static final int PROTOCOL_ERROR = 2;
  private static final int BY_APPLICATION = 11;
  private static final int NO_MORE_AUTH_METHODS = 14;

  private final ConnectionListener listener;
  private final LiveSet live = new LiveSet();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  public SshdSessions(ConnectionListener listener) {
    this.listener = listener;
  }

  public void started(Object session) {
    StackSpace.require();
    live.add(new Connection(session, collected));
    listener.started();
    endCollected();
  }

  public void authenticated(Object session) {
    Connection connection = live.find(session);
    if (connection != null) {
      connection.setAuthenticated();
    }
  }

  public void exceptionCaught(Object session, Throwable exception) {
    Connection connection = live.find(session);
    if (connection != null) {
      connection.fail(
          exception instanceof InterruptedByTimeoutException
              ? ErrorReason.TIMEOUT
              : ErrorReason.EXCEPTION);
    }
  }

  /**
   * A disconnect was sent or received.
   *
   * @param code RFC 4253's reason code
   * @param message as given by the side that disconnects
   * @param local whether that is this side
   */
  public void disconnected(Object session, int code, String message, boolean local) {
    Connection connection = live.find(session);
    if (connection != null && code != BY_APPLICATION) {
      connection.fail(reasonOf(code, message, local, connection.isAuthenticated()));
    }
  }

  public void ended(Object session) {
    Connection connection = live.find(session);
    if (connection != null) {
      end(connection);
    }
    endCollected();
  }

  /** Ends connections whose sessions were dropped without a close, e.g. by a failed constructor. */
  public void endCollected() {
    for (Reference<?> dead = collected.poll(); dead != null; dead = collected.poll()) {
      end((Connection) dead);
    }
  }

  private void end(Connection connection) {
    StackSpace.require();
    if (live.remove(connection)) {
      ErrorReason error = connection.error();
      listener.ended(error == null ? Outcome.OK : Outcome.ERROR, error, connection.ageNanos());
    }
  }

  /**
   * A time-out is told from other protocol errors by SSHD's own message, "Detected AuthTimeout
   * after ..." or "Detected IdleTimeout after ...". Too many failed attempts have the same code up
   * to 2.15 and the proper one, 14, since 2.16.
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
