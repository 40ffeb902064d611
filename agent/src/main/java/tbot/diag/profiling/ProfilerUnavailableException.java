package tbot.diag.profiling;

/** The profiler cannot do what was asked, for a reason that its message tells the user. */
public class ProfilerUnavailableException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Says why.
   *
   * @param message the cause and what helps, for the user
   */
  public ProfilerUnavailableException(String message) {
    super(message);
  }

  /**
   * Says why.
   *
   * @param message the cause and what helps, for the user
   * @param cause what was thrown
   */
  public ProfilerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
