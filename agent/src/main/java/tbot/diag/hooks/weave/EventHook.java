package tbot.diag.hooks.weave;

/** A method of a library that reports an event. */
public final class EventHook {

  private final String library;
  private final LibraryEvent event;
  private final MethodHook method;
  private final Moment moment;
  private final int[] details;

  /** When a method reports. */
  public enum Moment {
    ENTERED,
    RETURNED,
    THROWN
  }

  private EventHook(
      String library, LibraryEvent event, MethodHook method, Moment moment, int... details) {
    this.library = library;
    this.event = event;
    this.method = method;
    this.moment = moment;
    this.details = details;
  }

  /**
   * Reports when the method is entered.
   *
   * @param library its name, for the log
   * @param details indexes, from 0, of the parameters that are passed besides {@code this}; their
   *     number and types are the event's
   */
  public static EventHook entered(
      String library, LibraryEvent event, MethodHook method, int... details) {
    return new EventHook(library, event, method, Moment.ENTERED, details);
  }

  /** Reports when a void method or a constructor returns. What throws does not return. */
  public static EventHook returned(String library, LibraryEvent event, MethodHook method) {
    return new EventHook(library, event, method, Moment.RETURNED);
  }

  /** Reports what a void method throws; not for constructors. */
  public static EventHook thrown(String library, LibraryEvent event, MethodHook method) {
    return new EventHook(library, event, method, Moment.THROWN);
  }

  String library() {
    return library;
  }

  /** What is reported. */
  public LibraryEvent event() {
    return event;
  }

  /** The method that reports. */
  public MethodHook method() {
    return method;
  }

  /** When it reports. */
  public Moment moment() {
    return moment;
  }

  /** Indexes, from 0, of the parameters that are passed besides {@code this}. */
  public int[] details() {
    return details.clone();
  }
}
