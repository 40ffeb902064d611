package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

  private static final String FORM = "not a token: at least 16 characters of ASCII, without blanks";

  private static Tokens parse(String text) {
    return Tokens.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsATokenFromEachLine() {
    Tokens tokens = parse("# for Prometheus\nabcdefghijklmnop\n\n 0123456789-._~+/== \r\n");

    assertThat(tokens.contains("abcdefghijklmnop")).isTrue();
    assertThat(tokens.contains("0123456789-._~+/==")).isTrue();
    assertThat(tokens.contains("abcdefghijklmno")).isFalse();
    assertThat(tokens.contains("abcdefghijklmnop1")).isFalse();
    assertThat(tokens.contains("# for Prometheus")).isFalse();
    assertThat(tokens.contains("")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', no token in it; a line is a token",
    "'# abcdefghijklmnop', no token in it; a line is a token",
    "abcdefghijklmno, 'line 1: " + FORM + "'",
    "'# x\\nabcdefghijklmnop\\nabcdefghijklmnop q', 'line 3: " + FORM + "'",
    "abcdefghijklmnöp, 'line 1: " + FORM + "'",
  })
  void refusesOtherLinesWithoutShowingThem(String text, String message) {
    assertThatThrownBy(() -> parse(text.replace("\\n", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
