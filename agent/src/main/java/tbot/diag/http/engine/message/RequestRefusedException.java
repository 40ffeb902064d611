package tbot.diag.http.engine.message;

/** A request that is answered by an error, upon which its connection is closed. */
public final class RequestRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;

  RequestRefusedException(int status, String reason) {
    super(reason);
    this.status = status;
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }
}
