package tbot.diag.hooks.sshd;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import tbot.diag.hooks.ErrorReason;

/** What is known of one open session. It keeps no session alive. */
final class Connection extends WeakReference<Object> {

  private final int hash;
  private final long startNanos = System.nanoTime();
  private volatile boolean authenticated;
  private volatile ErrorReason firstError;

  Connection(Object session, ReferenceQueue<Object> collected) {
    super(session, collected);
    hash = System.identityHashCode(session);
  }

  /** The session's identity hash, which outlives it. */
  int hash() {
    return hash;
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

  /** Keeps the first error: what follows is mostly its consequence. */
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
}
