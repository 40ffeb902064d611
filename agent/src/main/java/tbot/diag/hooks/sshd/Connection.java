package tbot.diag.hooks.sshd;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import tbot.diag.hooks.ErrorReason;

/**
 * The state of one open session. It keeps no session alive. In a map it is found by a {@link
 * SessionKey}.
 */
final class Connection extends WeakReference<Object> {

  private final int sessionHash;
  private final long startNanos = System.nanoTime();
  private volatile boolean authRequested;
  private volatile boolean authenticated;
  private volatile boolean disconnectedByApplication;
  private volatile boolean lost;
  private volatile ErrorReason firstError;

  /** How long it was open, in nanoseconds; negative while it is open. */
  private volatile long durationNanos = -1;

  Connection(Object session, ReferenceQueue<Object> collected) {
    super(session, collected);
    sessionHash = System.identityHashCode(session);
  }

  /** Ends the duration, if it has not ended. */
  void close() {
    if (durationNanos < 0) {
      durationNanos = System.nanoTime() - startNanos;
    }
  }

  boolean isClosed() {
    return durationNanos >= 0;
  }

  /** From the start to the close, in nanoseconds. */
  long durationNanos() {
    return durationNanos;
  }

  /** How long ago it was closed, in nanoseconds. */
  long closedForNanos() {
    return System.nanoTime() - startNanos - durationNanos;
  }

  void setAuthRequested() {
    authRequested = true;
  }

  void setAuthenticated() {
    authenticated = true;
  }

  /** Either side disconnected in the normal way. */
  void setDisconnectedByApplication() {
    disconnectedByApplication = true;
  }

  /** The transport failed, by a reset for example. */
  void lose() {
    // Both threads of a session may meet the reset: the second time there is an error already.
    lost |= firstError == null;
    fail(ErrorReason.EXCEPTION);
  }

  /** Keeps the first error: later ones are mostly its consequence. */
  void fail(ErrorReason reason) {
    if (firstError == null) {
      firstError = reason;
    }
  }

  /** Whether a disconnect that is still to be read would show that this is a normal end. */
  boolean mayBeNormalEnd() {
    return authenticated && lost && !disconnectedByApplication;
  }

  /** Why this connection would be an error if it ended now, or null. */
  ErrorReason error() {
    ErrorReason error = firstError;
    if (authenticated) {
      return lost && disconnectedByApplication ? null : error;
    }
    if (error == ErrorReason.TIMEOUT) {
      return error;
    }
    return authRequested ? ErrorReason.AUTH_FAILED : ErrorReason.PROBE;
  }

  /** The identity hash of the session; stays the same when the session has been collected. */
  @Override
  public int hashCode() {
    return sessionHash;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }
}
