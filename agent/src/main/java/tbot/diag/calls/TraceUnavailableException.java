package tbot.diag.calls;

/** A method cannot be traced; the message says why, in one line. */
public final class TraceUnavailableException extends Exception {

  private static final long serialVersionUID = 1;

  /** With the reason. */
  public TraceUnavailableException(String message) {
    super(message);
  }
}
