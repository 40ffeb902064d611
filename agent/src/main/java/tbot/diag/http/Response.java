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
    return new Response(
        ResponseHead.of(status, Reply.TEXT), Body.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The same answer with one field more.
   *
   * @throws IllegalArgumentException as {@link Headers#with}
   */
  public Response with(String name, String value) {
    return new Response(head.with(name, value), body);
  }

  public ResponseHead head() {
    return head;
  }

  public Body body() {
    return body;
  }
}
