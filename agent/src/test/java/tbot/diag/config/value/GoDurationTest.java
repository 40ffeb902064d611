package tbot.diag.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "1ms,1",
    "500ms,500",
    "10s,10000",
    "1.5s,1500",
    ".5s,500",
    "1.s,1000",
    "0.3s,300",
    "1.1s,1100",
    "1m30s,90000",
    "2h0m1s,7201000",
    "1500us,1",
    "1500µs,1",
    "3000000ns,3",
    "87600h,315360000000",
  })
  void parsesWhatGoWrites(String text, long millis) {
    assertThat(GoDuration.parseMillis(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0s",
        "-1s",
        "+1s",
        "abc",
        "10",
        "s",
        ".",
        ".s",
        "1.2.3s",
        "1 s",
        "1d",
        "999us",
        "1s1",
        "1e3s",
        "9999999999h",
        "NaNs",
        "١s"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> GoDuration.parseMillis(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage('"' + text + "\": use a duration of at least 1ms, such as 500ms, 10s or 1m30s");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "1,1ms",
    "999,999ms",
    "1000,1s",
    "1500,1.5s",
    "1050,1.05s",
    "60000,1m0s",
    "123000,2m3s",
    "3600000,1h0m0s",
    "7384250,2h3m4.25s",
    "315360000000,87600h0m0s",
  })
  void formatsAsGoDoes(long millis, String text) {
    assertThat(GoDuration.format(millis)).isEqualTo(text);
    if (millis > 0) {
      assertThat(GoDuration.parseMillis(text)).isEqualTo(millis);
    }
  }
}
