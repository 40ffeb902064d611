package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost, false",
    "LocalHost:3001, localhost, false",
    "localhost.:3001, localhost, false",
    "a-b_c.example.com:, a-b_c.example.com, false",
    "127.0.0.1:3001, 127.0.0.1, true",
    "1.2.3.4, 1.2.3.4, true",
    "1.2.3.256, 1.2.3.256, false",
    "1.2.3, 1.2.3, false",
    "1.2.3.4.5, 1.2.3.4.5, false",
    "1.2.3.a, 1.2.3.a, false",
    "1..3.4, 1..3.4, false",
    "2130706433, 2130706433, false",
    "127.0.0.1.evil.example, 127.0.0.1.evil.example, false",
    "[::1]:3001, [::1], true",
    "[FE80::A], [fe80::a], true",
    "[::ffff:127.0.0.1], [::ffff:127.0.0.1], true",
  })
  void readsHostsWithAndWithoutPort(String text, String host, boolean address) {
    Authority authority = Authority.parse(text, 80);

    assertThat(authority).isNotNull();
    assertThat(authority.host()).isEqualTo(host);
    assertThat(authority.isAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        ".",
        "::1",
        "[::1",
        "[]",
        "[localhost]",
        "[::1]x",
        "[::1]:x",
        "[fe80::1%25lo]",
        "a:b:80",
        "a:-1",
        "a:+80",
        "a:999999",
        "a:٣",
        "a b",
        "a,b",
        "a/b",
        "user@localhost",
        "ä"
      })
  void refusesEverythingElse(String text) {
    assertThat(Authority.parse(text, 80)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "h, h:80, true",
    "H:80, h:, true",
    "h., h, true",
    "h:81, h, false",
    "h, g, false",
    "[::1], [::1]:80, true"
  })
  void comparesHostAndPort(String one, String other, boolean same) {
    assertThat(Authority.parse(one, 80).equals(Authority.parse(other, 80))).isEqualTo(same);
  }
}
