package tbot.diag.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {

  @Test
  void tellsTheKindsApart() {
    assertThat(ListenAddress.parse("127.0.0.1:1")).isInstanceOf(HostPort.class);
    ListenAddress unix = ListenAddress.parse("unix:/run/bot/diag.sock");
    assertThat(unix).isInstanceOf(UnixPath.class).hasToString("unix:/run/bot/diag.sock");
    assertThat(((UnixPath) unix).file()).isEqualTo(new File("/run/bot/diag.sock"));
  }

  @Test
  void pathsAreEqualByTheirText() {
    assertThat(ListenAddress.parse("unix:/a"))
        .isEqualTo(ListenAddress.parse("unix:/a"))
        .hasSameHashCodeAs(ListenAddress.parse("unix:/a"))
        .isNotEqualTo(ListenAddress.parse("unix:/b"))
        .isNotEqualTo(ListenAddress.parse("a:1"));
  }

  @ParameterizedTest
  @CsvSource({
    "unix:,the path is not absolute",
    "unix:diag.sock,the path is not absolute",
    "unix:/run/,the path is that of a directory",
  })
  void refusesOtherPaths(String text, String problem) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\": " + problem + "; use unix:/path/of/a.sock");
  }

  @Test
  void refusesControlCharacters() {
    assertThatThrownBy(() -> ListenAddress.parse("unix:/a\nb"))
        .hasMessageContaining("a control character in the path");
  }
}
