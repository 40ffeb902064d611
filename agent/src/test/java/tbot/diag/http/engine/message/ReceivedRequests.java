package tbot.diag.http.engine.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.http.Headers;

/** What a connection makes of the bytes that a client sends. */
final class ReceivedRequests {

  /**
   * A request that was accepted.
   *
   * @param body null if it did not arrive in full
   */
  record Accepted(RequestHead head, String body) {

    private String described() {
      StringBuilder text = new StringBuilder(head.request().toString());
      Headers headers = head.request().headers();
      for (int i = 0; i < headers.size(); i++) {
        text.append('\n').append(headers.name(i)).append(": ").append(headers.value(i));
      }
      return text
          + "\n"
          + head.isHttp10()
          + head.isKeepAlive()
          + head.expectsContinue()
          + "\n"
          + body;
    }
  }

  private final RequestReader reader = new RequestReader();
  private final List<Accepted> accepted = new ArrayList<>();
  private RequestHead head;
  private RequestRefusedException refusal;

  /** Receives all that was sent, in pieces of at most this size. */
  ReceivedRequests(byte[] sent, int pieceBytes) {
    ByteBuffer rest = ByteBuffer.wrap(sent);
    try {
      while (rest.hasRemaining()) {
        int room = reader.room();
        assertThat(room).as("room for the rest of a request").isPositive();
        int count = Math.min(rest.remaining(), Math.min(room, pieceBytes));
        reader.append(rest.slice(rest.position(), count));
        rest.position(rest.position() + count);
        takeComplete();
      }
    } catch (RequestRefusedException e) {
      refusal = e;
    }
    if (head != null) {
      accepted.add(new Accepted(head, null));
    }
  }

  private void takeComplete() throws RequestRefusedException {
    while (true) {
      if (head == null) {
        head = reader.head(null);
      }
      byte[] body = head == null ? null : reader.body(head.bodyLength());
      if (body == null) {
        return;
      }
      accepted.add(new Accepted(head, new String(body, ISO_8859_1)));
      head = null;
    }
  }

  /** In the order of their arrival. */
  List<Accepted> accepted() {
    return accepted;
  }

  /** Why the bytes after the accepted requests were refused, or null. */
  RequestRefusedException refusal() {
    return refusal;
  }

  /** Everything that the connection acts upon. */
  List<String> described() {
    List<String> all = new ArrayList<>();
    accepted.forEach(one -> all.add(one.described()));
    if (refusal != null) {
      all.add(refusal.status() + " " + refusal.getMessage());
    }
    return all;
  }
}
