package tbot.diag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeadersTest {

  private final Headers headers =
      Headers.NONE.with("Accept", "a").with("Connection", "x, Close").with("ACCEPT", "b");

  @Test
  void findsFieldsWhateverTheCase() {
    assertThat(headers.first("accept")).isEqualTo("a");
    assertThat(headers.all("Accept")).containsExactly("a", "b");
    assertThat(headers.first("missing")).isNull();
    assertThat(headers.lists("connection", "close")).isTrue();
    assertThat(headers.lists("connection", "clos")).isFalse();
  }

  @Test
  void refusesWhatWouldBeginAnotherField() {
    for (String value : new String[] {"a\r\nB: c", "a\nB: c", "a\u0000"}) {
      assertThatThrownBy(() -> headers.with("A", value))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String name : new String[] {"A B", "A:", "A\r"}) {
      assertThatThrownBy(() -> headers.with(name, "a"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
