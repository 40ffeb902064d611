package tbot.diag.hooks;

/** Why a connection ended as an error. */
public enum ErrorReason {
  /** It ended before a user was authenticated, as a port probe does, or a client that gives up. */
  NOT_AUTHENTICATED,
  /** The limit of failed attempts was reached. */
  AUTH_FAILED,
  /** A time limit was reached: for authentication, idleness or reading. */
  TIMEOUT,
  /**
   * An exception was signalled, such as a reset, or thrown by a handler. A port probe that closes
   * before it has read the server's ident line makes the kernel send a reset, so it lands here.
   */
  EXCEPTION,
  /** Either side disconnected with another code than 11, "by application". */
  DISCONNECT
}
