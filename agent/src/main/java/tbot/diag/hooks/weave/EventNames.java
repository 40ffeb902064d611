package tbot.diag.hooks.weave;

/** The names of the events that woven code reports through the bridge, each with its subject. */
public final class EventNames {

  /** The subject is the session. */
  public static final String STARTED = "started";

  /** The subject is an array of what handles the request, the session and the request. */
  public static final String AUTH_REQUESTED = "authRequested";

  /** The subject is the session. */
  public static final String AUTHENTICATED = "authenticated";

  /** The subject is an array of the session and the throwable. */
  public static final String EXCEPTION = "exception";

  /** The subject is an array of session, code, message, and whether this side disconnects. */
  public static final String DISCONNECTED = "disconnected";

  /** The subject is the session. */
  public static final String ENDED = "ended";

  /** The subject is the server. */
  public static final String SERVER_STARTED = "serverStarted";

  /** The subject is an array of the server and the throwable. */
  public static final String SERVER_FAILED = "serverFailed";

  /** The subject is the server. */
  public static final String SERVER_STOPPED = "serverStopped";

  /** The subject is an array of the service, its name, the code of its state, and the reason. */
  public static final String SERVICE_REPORTED = "serviceReported";

  /** The subject is an array of the service, its name, and an array of two numbers to keep. */
  public static final String ITERATION_STARTED = "iterationStarted";

  /** The subject is an array as above, and the reason if the iteration failed. */
  public static final String ITERATION_ENDED = "iterationEnded";

  /**
   * The subject is {@link MethodHook#task}. The result is null, or takes what the handler returned
   * or threw.
   */
  public static final String HANDLER_ENTERED = "handler";

  private EventNames() {}
}
