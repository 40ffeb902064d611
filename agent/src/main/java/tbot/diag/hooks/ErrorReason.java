package tbot.diag.hooks;

/** Why a connection ended in an error. */
public enum ErrorReason {
  /** Nobody logged in: a port probe, or garbage. */
  NOT_AUTHENTICATED,
  /** Every attempt to log in was refused. */
  AUTH_FAILED,
  /** Time ran out, idle or before the login. */
  TIMEOUT,
  /** An exception, such as a reset connection. */
  EXCEPTION,
  /** One side disconnected with an error code. */
  DISCONNECT
}
