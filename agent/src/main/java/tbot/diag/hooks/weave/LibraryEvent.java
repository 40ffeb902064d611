package tbot.diag.hooks.weave;

/**
 * An event of an SSH library, of one of its sessions or servers, or of the API for hosts. Each is a
 * static method of the {@link BridgeClass}, which woven code calls. The first argument is the
 * object whose method is hooked.
 */
public enum LibraryEvent {
  /** The session was accepted. */
  STARTED(EventNames.STARTED, ""),
  /** A client asks for authentication: the session and the request. */
  AUTH_REQUESTED(EventNames.AUTH_REQUESTED, "Ljava/lang/Object;Ljava/lang/Object;"),
  /** A user was authenticated. */
  AUTHENTICATED(EventNames.AUTHENTICATED, ""),
  /** An exception was signalled: the throwable. */
  EXCEPTION(EventNames.EXCEPTION, "Ljava/lang/Object;"),
  /** A disconnect was sent or received: the code, the message, whether this side disconnects. */
  DISCONNECTED(EventNames.DISCONNECTED, "ILjava/lang/Object;Z"),
  /** The session begins to close. */
  ENDED(EventNames.ENDED, ""),
  /** A server listens. */
  SERVER_STARTED(EventNames.SERVER_STARTED, ""),
  /** A server could not start: the throwable. */
  SERVER_FAILED(EventNames.SERVER_FAILED, "Ljava/lang/Object;"),
  /** A server begins to close. */
  SERVER_STOPPED(EventNames.SERVER_STOPPED, ""),
  /** A service of the host has reported: its name, the code of its state, the reason. */
  SERVICE_REPORTED(EventNames.SERVICE_REPORTED, "Ljava/lang/Object;ILjava/lang/Object;"),
  /** An iteration of a service has begun: the name, and an array to keep. */
  ITERATION_STARTED(EventNames.ITERATION_STARTED, "Ljava/lang/Object;Ljava/lang/Object;"),
  /** It has ended: the name, the same array, the reason if it failed. */
  ITERATION_ENDED(
      EventNames.ITERATION_ENDED, "Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;");

  private final String method;
  private final String details;

  /**
   * @param method its name in the {@link EventNames}
   * @param details descriptors of the values passed besides the first: objects, ints and booleans
   */
  LibraryEvent(String method, String details) {
    this.method = method;
    this.details = details;
  }

  /** The name of the bridge's method. */
  String method() {
    return method;
  }

  /** The descriptor of that method. */
  public String descriptor() {
    return "(Ljava/lang/Object;" + details + ")V";
  }
}
