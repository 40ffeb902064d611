package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static tbot.diag.http.access.Requests.answer;
import static tbot.diag.http.access.Requests.get;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Request;
import tbot.diag.http.Response;

class HostCheckTest {

  private static final SocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 3001);
  private static final SocketAddress ALL = new InetSocketAddress(3001);
  private static final SocketAddress UNIX = UnixDomainSocketAddress.of("/run/diag.sock");

  private static boolean isAllowed(SocketAddress listening, String options, Request request) {
    return policy(listening, options).judge(request) == null;
  }

  private static AccessPolicy policy(SocketAddress listening, String options) {
    return AccessPolicy.of(
        DiagOptions.resolve(AgentArguments.parse(options), Map.of()).access(),
        listening,
        new LoginThrottle());
  }

  private static Request host(String host) {
    return get("/metrics", "Host", host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:3001",
        "localhost.:1",
        "127.0.0.1:3001",
        "10.0.0.1",
        "[::1]:3001",
        "[2001:db8::1]"
      })
  void aListenerOnLoopbackAnswersToLocalhostAndAddresses(String host) {
    assertThat(isAllowed(LOOPBACK, "", host(host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example.com",
        "evil.example.com:3001",
        "127.0.0.1.evil.example.com",
        "localhost.evil.example.com",
        "app.localhost",
        "2130706433",
        "localhost@evil.example.com",
        ""
      })
  void aListenerOnLoopbackRefusesOtherNames(String host) {
    assertThat(isAllowed(LOOPBACK, "", host(host))).isFalse();
    assertThat(isAllowed(ALL, "", host(host))).isTrue();
    assertThat(isAllowed(UNIX, "", host(host))).isTrue();
  }

  @Test
  void allowHostAddsNames() {
    String options = "allow_host=Bot.example.com,allow_host=app.localhost";
    for (SocketAddress listening : new SocketAddress[] {LOOPBACK, ALL}) {
      assertThat(isAllowed(listening, options, host("bot.example.com:443"))).isTrue();
      assertThat(isAllowed(listening, options, host("app.localhost"))).isTrue();
      assertThat(isAllowed(listening, options, host("localhost"))).isTrue();
      assertThat(isAllowed(listening, options, host("10.0.0.1:3001"))).isTrue();
      assertThat(isAllowed(listening, options, host("evil.example.com"))).isFalse();
    }
    assertThat(isAllowed(UNIX, options, host("evil.example.com"))).isTrue();
  }

  @Test
  void requestsOfHttp10NeedNoHost() {
    assertThat(isAllowed(LOOPBACK, "", get("/metrics"))).isTrue();
  }

  @Test
  void theAnswerNamesTheOption() throws Exception {
    Request request = host("evil.example.com:3001");
    Endpoint endpoint =
        new AccessControl(
                policy(LOOPBACK, ""),
                other -> {
                  throw new AssertionError("asked about a request that is refused");
                })
            .find(request);
    Response response = answer(endpoint, request);

    assertThat(response.head().status()).isEqualTo(403);
    assertThat(text(response))
        .isEqualTo(
            "403 - the host name evil.example.com is not allowed here;"
                + " allow_host=evil.example.com allows it\n");
    assertThat(endpoint.takesBody() || endpoint.isSlow()).isFalse();
  }

  private static String text(Response response) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate((int) response.body().remaining());
    response.body().peek(bytes);
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }
}
