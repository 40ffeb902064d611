package tbot.diag.http.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Headers;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;

/**
 * Any bytes that a client sends, in pieces of any size, are either refused, or are requests that
 * every other parser splits and understands in the same way.
 */
class RequestFuzzTest {

  private static final Pattern METHOD = Pattern.compile("[A-Za-z-]+");
  private static final Pattern TARGET =
      Pattern.compile("(?i:https?)://[^/?#]+/[^#]*|/([^/#][^#]*)?");
  private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern FIELD_VALUE = Pattern.compile("[\t\\x20-\\x7e\\x80-\\xff]*");

  private static final Routes ROUTES =
      new Routes(
          List.of(
              Route.at("/livez", null),
              Route.at("/readyz", null),
              Route.below("/readyz/", "{service}", null)));

  @Timeout(60)
  @FuzzTest
  void requests(byte[] sent) {
    ReceivedRequests received = new ReceivedRequests(sent, Math.max(1, sent.length));
    assertThat(new ReceivedRequests(sent, 1).described()).isEqualTo(received.described());
    assertThat(new ReceivedRequests(sent, 13).described()).isEqualTo(received.described());

    PlainRequests plain = new PlainRequests(sent);
    for (ReceivedRequests.Accepted one : received.accepted()) {
      checkHead(one.head(), plain.head());
      assertThat(one.body()).isEqualTo(plain.body(one.head().bodyLength()));
      serve(one.head().request());
    }
    if (received.refusal() != null) {
      assertThat(received.refusal().status()).isBetween(400, 505);
      assertThat(received.refusal().getMessage()).isNotEmpty();
    }
  }

  /**
   * Compares a head with its lines.
   *
   * @param lines the request line and the header fields
   */
  private static void checkHead(RequestHead head, List<String> lines) {
    Request request = head.request();
    assertThat(request.method()).matches(METHOD);
    assertThat(request.uri().toString()).matches(TARGET);
    assertThat(request.path()).startsWith("/");
    String line = request.method() + " " + request.uri() + " HTTP/1.";
    assertThat(lines.get(0)).startsWith(line).hasSize(line.length() + 1);
    assertThat(head.isHttp10()).isEqualTo(lines.get(0).endsWith("0"));

    Headers headers = request.headers();
    assertThat(headers.size()).isLessThanOrEqualTo(100).isEqualTo(lines.size() - 1);
    for (int i = 0; i < headers.size(); i++) {
      assertThat(headers.name(i)).matches(FIELD_NAME);
      assertThat(headers.value(i)).matches(FIELD_VALUE);
      assertThat(headers.name(i) + ":" + headers.value(i))
          .isEqualTo(withoutBlanks(lines.get(i + 1)));
    }
    assertThat(headers.all("Host")).hasSizeBetween(head.isHttp10() ? 0 : 1, 1);
    assertThat(headers.all("Transfer-Encoding")).isEmpty();
    List<String> lengths = headers.all("Content-Length");
    assertThat(lengths).hasSizeBetween(0, 1);
    assertThat(head.bodyLength())
        .isBetween(0, request.method().equals("POST") ? 1 << 20 : 0)
        .isEqualTo(lengths.isEmpty() ? 0 : Integer.parseInt(lengths.get(0)));
  }

  /** A field without the blanks around its value. */
  private static String withoutBlanks(String field) {
    int colon = field.indexOf(':');
    return field.substring(0, colon + 1) + field.substring(colon + 1).trim();
  }

  /** Looks a request up and reads its parameters, as the dispatcher and the endpoints do. */
  private static void serve(Request request) {
    ROUTES.find(request.path());
    Query query = new Query(request.uri());
    try {
      query.debug();
      int seconds = query.seconds(30);
      assertThat(seconds).isBetween(1, 3600);
    } catch (BadRequestException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
