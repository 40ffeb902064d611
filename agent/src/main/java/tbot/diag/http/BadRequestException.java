package tbot.diag.http;

/** A request that cannot be answered as it is; the message tells the client why. */
public final class BadRequestException extends Exception {

  private static final long serialVersionUID = 1;

  public BadRequestException(String message) {
    super(message);
  }
}
