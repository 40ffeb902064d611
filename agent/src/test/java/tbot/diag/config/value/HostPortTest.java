package tbot.diag.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:3001", "[::1]:3001", ":3001", "localhost:0", "[::]:1", "h:65535"})
  void parsesAndPrintsEveryForm(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,no port",
    "127.0.0.1:,no port",
    ":,no port",
    "'',no address",
    "::1:3001,an IPv6 address needs brackets",
    "::1,an IPv6 address needs brackets",
    "[::1],no port",
    "[::1]:,no port",
    "[::1:3001,no closing bracket",
    "[::1]3001,no colon after the bracket",
    "[localhost]:1,only an IPv6 address goes in brackets",
    "h:65536,the port is too large",
    "h:99999999999999999999,the port is too large",
    "h:-1,the port is not a number",
    "h:http,the port is not a number",
    "http://h:1,not an address",
    "a b:1,not an address",
  })
  void refusesInvalidTextInOneLine(String text, String what) {
    assertThatThrownBy(() -> HostPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\""
                + text
                + "\": "
                + what
                + "; use host:port, [v6]:port or :port, port 0 to 65535, or unix:/path/of/a.sock");
  }

  @Test
  void resolvesNoHostToAllInterfaces() {
    assertThat(HostPort.parse(":0").resolve().getAddress().isAnyLocalAddress()).isTrue();
  }

  @Test
  void resolvesAnIpv6Address() {
    InetSocketAddress address = HostPort.parse("[::1]:7").resolve();
    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    assertThat(address.getAddress().getAddress()).hasSize(16);
  }

  @Test
  void reportsAnUnknownHost() {
    assertThatThrownBy(() -> HostPort.parse("no-such-host.invalid:1").resolve())
        .hasMessage("\"no-such-host.invalid:1\": unknown host no-such-host.invalid");
  }

  @Test
  void reportsBracketsWithoutAnAddress() {
    assertThatThrownBy(() -> HostPort.parse("[1:2]:1").resolve())
        .hasMessage("\"[1:2]:1\": not an IPv6 address: 1:2");
  }

  @Test
  void describesTheGivenHostAndTheBoundPort() {
    InetSocketAddress bound = HostPort.parse("127.0.0.1:4711").resolve();
    assertThat(HostPort.parse("localhost:0").describe(bound)).isEqualTo("localhost:4711");
    assertThat(HostPort.parse(":0").describe(bound)).isEqualTo("0.0.0.0:4711");
    assertThat(HostPort.parse("[::1]:0").describe(bound)).isEqualTo("[::1]:4711");
  }

  @Test
  void describesAllInterfacesOfBothFamilies() {
    assertThat(HostPort.parse(":0").describe(HostPort.parse("[::]:9").resolve()))
        .isIn("[::]:9", "0.0.0.0:9");
  }

  @Test
  void isEqualByHostAndPort() {
    assertThat(HostPort.parse("h:1"))
        .isEqualTo(HostPort.parse("h:1"))
        .hasSameHashCodeAs(HostPort.parse("h:1"))
        .isNotEqualTo(HostPort.parse("h:2"))
        .isNotEqualTo(HostPort.parse("g:1"));
  }
}
