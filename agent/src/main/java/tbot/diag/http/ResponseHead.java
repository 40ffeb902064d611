package tbot.diag.http;

/**
 * The status and the header fields of an answer. Immutable.
 *
 * <p>The listener adds {@code Content-Length} or {@code Transfer-Encoding}, {@code Connection}, and
 * to every answer {@code X-Content-Type-Options: nosniff} and {@code Cache-Control: no-store}, so
 * these are not set here.
 */
public final class ResponseHead {

  /** The media type of plain text. */
  public static final String TEXT = "text/plain; charset=utf-8";

  /** The media type of pages. All pages are sent with a content security policy. */
  public static final String HTML = "text/html; charset=utf-8";

  /** The media type of JSON. */
  public static final String JSON = "application/json";

  /** Pages carry their scripts and styles with them; the browser must fetch nothing else. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

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
    ResponseHead head = new ResponseHead(status, Headers.NONE.with("Content-Type", type));
    return type.startsWith("text/html") ? head.with("Content-Security-Policy", POLICY) : head;
  }

  /** The head of a page whose script may ask this listener, and nobody else. */
  public static ResponseHead ofFetchingPage() {
    return new ResponseHead(
        200,
        Headers.NONE
            .with("Content-Type", HTML)
            .with("Content-Security-Policy", POLICY + "; connect-src 'self'"));
  }

  /** A head with these fields, of which one is {@code Content-Type}. */
  public static ResponseHead of(int status, Headers headers) {
    return new ResponseHead(status, headers);
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
