package tbot.diag.http;

/**
 * The status and the header fields of an answer. Immutable.
 *
 * <p>The listener adds {@code Content-Length} or {@code Transfer-Encoding}, {@code Connection}, and
 * to every answer {@code X-Content-Type-Options: nosniff} and {@code Cache-Control: no-store}, so
 * these are not set here.
 */
public final class ResponseHead {

  private final int status;
  private final Headers headers;

  private ResponseHead(int status, Headers headers) {
    this.status = status;
    this.headers = headers;
  }

  /**
   * A head.
   *
   * @param status such as 200; not 1xx, 204 or 304, which have no body
   * @param type the value of {@code Content-Type}
   */
  public static ResponseHead of(int status, String type) {
    return new ResponseHead(status, Headers.NONE.with("Content-Type", type));
  }

  /**
   * The same head with one field more.
   *
   * @throws IllegalArgumentException as {@link Headers#with}
   */
  public ResponseHead with(String name, String value) {
    return new ResponseHead(status, headers.with(name, value));
  }

  public int status() {
    return status;
  }

  public Headers headers() {
    return headers;
  }
}
