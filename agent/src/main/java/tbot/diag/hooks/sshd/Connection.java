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
  private volatile boolean authenticated;
  private volatile ErrorReason firstError;

  Connection(Object session, ReferenceQueue<Object> collected) {
    super(session, collected);
    sessionHash = System.identityHashCode(session);
  }

  long ageNanos() {
    return System.nanoTime() - startNanos;
  }

  boolean isAuthenticated() {
    return authenticated;
  }

  void setAuthenticated() {
    authenticated = true;
  }

  /** Keeps the first error: later ones are mostly its consequence. */
  void fail(ErrorReason reason) {
    if (firstError == null) {
      firstError = reason;
    }
  }

  /** Why this connection would be an error if it ended now, or null. */
  ErrorReason error() {
    ErrorReason error = firstError;
    return error != null || authenticated ? error : ErrorReason.NOT_AUTHENTICATED;
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
