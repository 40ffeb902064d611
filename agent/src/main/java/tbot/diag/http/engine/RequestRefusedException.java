package tbot.diag.http.engine;

/** A request that is answered by an error, upon which its connection is closed. */
final class RequestRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;

  RequestRefusedException(int status, String reason) {
    super(reason);
    this.status = status;
  }

  int status() {
    return status;
  }
}
