package tbot.diag.hooks;

/**
 * An event of an SSH session, of any library. Each is a static method of the {@link BridgeClass},
 * which woven code calls.
 */
public enum SessionEvent {
  /** The session was accepted. */
  STARTED(HookDispatch.STARTED, ""),
  /** A user was authenticated. */
  AUTHENTICATED(HookDispatch.AUTHENTICATED, ""),
  /** An exception was signalled: the throwable. */
  EXCEPTION(HookDispatch.EXCEPTION, "Ljava/lang/Object;"),
  /** A disconnect was sent or received: the code, the message, whether this side disconnects. */
  DISCONNECTED(HookDispatch.DISCONNECTED, "ILjava/lang/Object;Z"),
  /** The session begins to close. */
  ENDED(HookDispatch.ENDED, "");

  private final String method;
  private final String details;

  /**
   * @param method its name in the {@link HookDispatch}
   * @param details descriptors of the values passed besides the session: objects, ints and booleans
   */
  SessionEvent(String method, String details) {
    this.method = method;
    this.details = details;
  }

  /** The name of the bridge's method. */
  String method() {
    return method;
  }

  /** The descriptor of that method. */
  String descriptor() {
    return "(Ljava/lang/Object;" + details + ")V";
  }
}
