package tbot.diag.profiling;

/** This JVM can never sample what was requested. */
public final class EventUnsupportedException extends ProfilerUnavailableException {

  private static final long serialVersionUID = 1;

  /**
   * Without a cause.
   *
   * @param message the reason and what helps, for the user
   */
  public EventUnsupportedException(String message) {
    super(message);
  }
}
