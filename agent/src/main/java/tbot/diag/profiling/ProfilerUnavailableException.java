package tbot.diag.profiling;

/** The profiler cannot do what was requested. The message is for the user. */
public class ProfilerUnavailableException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Without a cause.
   *
   * @param message the reason and what helps, for the user
   */
  public ProfilerUnavailableException(String message) {
    super(message);
  }

  /**
   * With a cause.
   *
   * @param message the reason and what helps, for the user
   * @param cause what was thrown
   */
  public ProfilerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
