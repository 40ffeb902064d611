package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatmapConverterTest {

  @ParameterizedTest
  @CsvSource({
    "a.B.run, a.B.run",
    "<init>, <init>",
    "</script><script>, (/script>(script>",
    "a\u2028b\u0007c, a?b?c",
  })
  void namesCannotBreakThePage(String name, String shown) {
    assertThat(HeatmapConverter.harmless(name)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "1001, 1003", "65000, 1003"})
  void longNamesAreCut(int length, int shown) {
    assertThat(HeatmapConverter.harmless("a".repeat(length))).hasSize(shown);
  }
}
