package tbot.diag.pprof;

/** A request that cannot be answered as it is; the message tells the client why. */
final class BadRequestException extends Exception {

  private static final long serialVersionUID = 1;

  BadRequestException(String message) {
    super(message);
  }
}
