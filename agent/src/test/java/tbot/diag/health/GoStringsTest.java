package tbot.diag.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Strings as Go's standard library writes and sorts them. */
class GoStringsTest {

  @Test
  void quotesAsGoDoes() {
    assertThat(GoQuote.of("a/b \"c\" \\ ü 😀")).isEqualTo("\"a/b \\\"c\\\" \\\\ ü 😀\"");
    assertThat(GoQuote.of("\u0007\b\f\n\r\t\u000b\u0000\u001f\u007f"))
        .isEqualTo("\"\\a\\b\\f\\n\\r\\t\\v\\x00\\x1f\\x7f\"");
    assertThat(GoQuote.of("\u0085\u00a0\u00ad\u2028\ufeff\ue000"))
        .isEqualTo("\"\\u0085\\u00a0\\u00ad\\u2028\\ufeff\\ue000\"");
    assertThat(GoQuote.of(new String(Character.toChars(0x10ffff)))).isEqualTo("\"\\U0010ffff\"");
  }

  @Test
  void sortsByCodePoints() {
    String[] names = {"ｆ", "😀", "", "b", "ab", "a", "é", "😁"};
    Arrays.sort(names, new CodePointOrder());
    assertThat(names).containsExactly("", "a", "ab", "b", "é", "ｆ", "😀", "😁");
  }
}
