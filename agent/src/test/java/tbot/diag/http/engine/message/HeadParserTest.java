package tbot.diag.http.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadParserTest {

  private static RequestHead parse(String head) throws RequestRefusedException {
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    return HeadParser.parse(bytes, 0, bytes.length, null);
  }

  private static int refusal(String head) {
    return catchThrowableOfType(RequestRefusedException.class, () -> parse(head)).status();
  }

  @Test
  void readsTargetAndHeaders() throws Exception {
    RequestHead head =
        parse("GET /a%20b?c=d&e HTTP/1.1\r\nhost: h\r\nAccept: x\r\nACCEPT: y, z\r\n\r\n");
    assertThat(head.request().method()).isEqualTo("GET");
    assertThat(head.request().path()).isEqualTo("/a b");
    assertThat(head.request().uri().getRawQuery()).isEqualTo("c=d&e");
    assertThat(head.request().headers().all("accept")).containsExactly("x", "y, z");
    assertThat(head.request().headers().lists("accept", "Z")).isTrue();
    assertThat(head.isKeepAlive()).isTrue();
    assertThat(head.bodyLength()).isZero();
  }

  @Test
  void readsWhatTheConnectionIsToDo() throws Exception {
    assertThat(parse("GET / HTTP/1.1\r\nHost: h\r\nConnection: TE, close\r\n\r\n").isKeepAlive())
        .isFalse();
    assertThat(parse("GET / HTTP/1.0\r\n\r\n").isKeepAlive()).isFalse();
    assertThat(parse("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").isKeepAlive()).isTrue();
    assertThat(parse("GET / HTTP/1.0\r\n\r\n").isHttp10()).isTrue();
    assertThat(parse("GET / HTTP/1.2\r\nHost: h\r\n\r\n").isHttp10()).isFalse();
  }

  @Test
  void takesAnAbsoluteUrlOfTheSameHost() throws Exception {
    assertThat(parse("GET http://H:80/x HTTP/1.1\r\nHost: h:80\r\n\r\n").request().path())
        .isEqualTo("/x");
  }

  @Test
  void takesTheBodyOfAPost() throws Exception {
    RequestHead head =
        parse("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\nExpect: 100-Continue\r\n\r\n");
    assertThat(head.bodyLength()).isEqualTo(12);
    assertThat(head.expectsContinue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET /\r\n\r\n",
        "GET  HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/x\r\nHost: h\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /  HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /\tHTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1 \r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\t\r\nHost: h\r\n\r\n",
        "GET / HTTP/01.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.01\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.10\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.-1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.\r\nHost: h\r\n\r\n",
        "GET / HTTP/1\r\nHost: h\r\n\r\n",
        "GET / http/1.1\r\nHost: h\r\n\r\n",
        "G[T / HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET http:/x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET file:///x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET ftp://h/x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET ///x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET //h/x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /#x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
        "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET http://evil/ HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET //evil/x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: h\r\nHost: i\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nnocolon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nA B: c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nA: b\u0000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nA: b\rC: d\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n",
        "DELETE / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n",
      })
  void refusesWhatIsMalformedOrAmbiguous(String head) {
    assertThat(refusal(head)).isEqualTo(400);
  }

  @Test
  void refusesOtherVersionsAndWhatIsTooLarge() {
    assertThat(refusal("GET / HTTP/2.0\r\nHost: h\r\n\r\n")).isEqualTo(505);
    assertThat(refusal("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n"))
        .isEqualTo(413);
    assertThat(refusal("GET / HTTP/1.1\r\nHost: h\r\n" + "A: b\r\n".repeat(100) + "\r\n"))
        .isEqualTo(431);
  }

  @Test
  void takesAHundredHeaders() throws Exception {
    assertThat(
            parse("GET / HTTP/1.1\r\nHost: h\r\n" + "A: b\r\n".repeat(99) + "\r\n")
                .request()
                .headers()
                .size())
        .isEqualTo(100);
  }
}
