package tbot.diag.hooks;

/** Why a connection ended as an error. */
public enum ErrorReason {
  /** No authentication was asked for: a port scan, garbage, a client that reads the host key. */
  PROBE,
  /** Authentication was asked for, by a key or a password for example, and never granted. */
  AUTH_FAILED,
  /** A time limit was reached: for authentication, idleness or reading. */
  TIMEOUT,
  /** After authentication, an exception was signalled, such as a reset; or a handler threw one. */
  EXCEPTION,
  /** After authentication, either side disconnected with another code than 11, "by application". */
  DISCONNECT
}
