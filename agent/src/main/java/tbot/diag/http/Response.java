package tbot.diag.http;

import java.nio.charset.StandardCharsets;

/** A whole answer, for one request: its body can be sent once. */
public final class Response {

  private final ResponseHead head;
  private final Body body;

  public Response(ResponseHead head, Body body) {
    this.head = head;
    this.body = body;
  }

  /** An answer of plain text. */
  public static Response text(int status, String text) {
    return of(status, ResponseHead.TEXT, text);
  }

  /**
   * An answer in UTF-8.
   *
   * @param type the media type
   */
  public static Response of(int status, String type, String text) {
    return new Response(
        ResponseHead.of(status, type), Body.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The same answer with one field more.
   *
   * @throws IllegalArgumentException as {@link Headers#with}
   */
  public Response with(String name, String value) {
    return new Response(head.with(name, value), body);
  }

  /**
   * The same answer with more fields.
   *
   * @param more follow those that it has
   */
  public Response with(Headers more) {
    Response result = this;
    for (int i = 0; i < more.size(); i++) {
      result = result.with(more.name(i), more.value(i));
    }
    return result;
  }

  public ResponseHead head() {
    return head;
  }

  public Body body() {
    return body;
  }
}
