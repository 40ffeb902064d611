package tbot.diag.hooks;

/**
 * A method of a library that is hooked for an event: one that is entered, or a constructor that has
 * returned, since one that threw made no session.
 */
public final class EventHook {

  private static final String CONSTRUCTOR = "<init>";

  private final String library;
  private final SessionEvent event;
  private final MethodHook method;
  private final int[] details;

  /**
   * A hook.
   *
   * @param library its name, for the log
   * @param details which parameters, from 0, the event tells besides the session: as many, and of
   *     the types, that it takes
   */
  public EventHook(String library, SessionEvent event, MethodHook method, int... details) {
    this.library = library;
    this.event = event;
    this.method = method;
    this.details = details;
  }

  String library() {
    return library;
  }

  SessionEvent event() {
    return event;
  }

  MethodHook method() {
    return method;
  }

  int[] details() {
    return details.clone();
  }

  boolean isAtReturn() {
    return method.isNamed(CONSTRUCTOR);
  }
}
