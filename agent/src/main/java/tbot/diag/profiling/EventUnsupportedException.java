package tbot.diag.profiling;

/** This JVM can never sample what was asked for. */
public final class EventUnsupportedException extends ProfilerUnavailableException {

  private static final long serialVersionUID = 1;

  /**
   * Says why.
   *
   * @param message the cause and what helps, for the user
   */
  public EventUnsupportedException(String message) {
    super(message);
  }
}
