package tbot.diag.hooks;

/**
 * A method of a library that reports an event: when it is entered or, for a constructor, when it
 * returns. A constructor that throws makes no session.
 */
public final class EventHook {

  private static final String CONSTRUCTOR = "<init>";

  private final String library;
  private final SessionEvent event;
  private final MethodHook method;
  private final int[] details;

  /**
   * @param library its name, for the log
   * @param details indexes, from 0, of the parameters that are passed besides the session; their
   *     number and types are the event's
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
