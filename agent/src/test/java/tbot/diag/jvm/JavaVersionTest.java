package tbot.diag.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaVersionTest {

  @ParameterizedTest
  @CsvSource({"1.8, 8", "9, 9", "17, 17", "25, 25", "'', 8", "none, 8"})
  void countsAsReleasesDo(String property, int release) {
    assertThat(JavaVersion.parse(property)).isEqualTo(release);
  }

  @Test
  void isThatOfThisJvm() {
    assertThat(JavaVersion.get()).isEqualTo(Runtime.version().feature());
  }
}
