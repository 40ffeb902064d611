package tbot.diag.hooks.sshd;

/**
 * Looks up the {@link Connection} of a session by the session's identity. The host's {@code
 * hashCode} and {@code equals} are never called: they may be wrong, slow or blocking.
 */
final class SessionKey {

  private final Object session;

  SessionKey(Object session) {
    this.session = session;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(session);
  }

  /** Whether the other is the connection of this session. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Connection && ((Connection) other).get() == session;
  }
}
