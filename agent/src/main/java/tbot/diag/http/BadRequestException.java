package tbot.diag.http;

/** A request that is to be answered with status 400; the message is for the client. */
public final class BadRequestException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message one line for the client, without its line break
   */
  public BadRequestException(String message) {
    super(message);
  }
}
