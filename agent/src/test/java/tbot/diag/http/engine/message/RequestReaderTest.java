package tbot.diag.http.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

  private static final String GET = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";

  private final RequestReader reader = new RequestReader();

  private void append(String text) {
    reader.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private String path() throws RequestRefusedException {
    RequestHead head = reader.head(null);
    return head == null ? null : head.request().path();
  }

  @Test
  void readsAHeadThatComesByteByByte() throws Exception {
    for (char c : GET.substring(0, GET.length() - 1).toCharArray()) {
      append("" + c);
      assertThat(path()).isNull();
    }
    append("\n");
    assertThat(path()).isEqualTo("/x");
    assertThat(reader.isEmpty()).isTrue();
  }

  @Test
  void readsRequestsThatComeTogether() throws Exception {
    append(GET + "\r\nPOST /y HTTP/1.1\nHost: h\nContent-Length: 3\n\nabc" + GET);
    assertThat(path()).isEqualTo("/x");
    assertThat(path()).isEqualTo("/y");
    assertThat(reader.body(3)).isEqualTo(new byte[] {'a', 'b', 'c'});
    assertThat(path()).isEqualTo("/x");
    assertThat(path()).isNull();
  }

  @Test
  void takesNoMoreThanItMustKeep() throws Exception {
    append("GET /" + "x".repeat(10_000));
    assertThat(path()).isNull();
    append("x".repeat(reader.room()));
    assertThat(reader.room()).isZero();
    assertThatThrownBy(this::path)
        .isInstanceOfSatisfying(
            RequestRefusedException.class, e -> assertThat(e.status()).isEqualTo(431));
  }

  @Test
  void takesAsMuchAsTheBodyNeeds() {
    assertThat(reader.body(100_000)).isNull();
    append("x".repeat(60_000));
    assertThat(reader.body(100_000)).isNull();
    assertThat(reader.room()).isEqualTo(40_000);
    append("x".repeat(40_000));
    assertThat(reader.body(100_000)).hasSize(100_000);
    assertThat(reader.room()).isEqualTo(16 * 1024);
  }

  @Test
  void refusesACarriageReturnAloneBeforeARequest() throws Exception {
    append("\r\n\n\r");
    assertThat(path()).isNull();
    append("\n" + GET + "\r");
    assertThat(path()).isEqualTo("/x");
    assertThat(path()).isNull();
    append(GET);
    assertThatThrownBy(this::path).isInstanceOf(RequestRefusedException.class);
  }

  @Test
  void refusesAtOnceWhatIsNoHttp() {
    append("\u0016\u0003\u0001");
    assertThatThrownBy(this::path).isInstanceOf(RequestRefusedException.class);
  }
}
