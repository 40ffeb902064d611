package tbot.diag.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.pprof.format.ProfileFormat;

class FormatParameterTest {

  @ParameterizedTest
  @CsvSource({
    "'', PPROF",
    "format=, PPROF",
    "format=pprof, PPROF",
    "format=flamegraph, FLAMEGRAPH",
    "format=collapsed, COLLAPSED",
    "debug=0, PPROF",
    "debug=x, PPROF",
    "debug=1, LEGACY_TEXT",
    "debug=1&seconds=, LEGACY_TEXT",
    "debug=1&format=flamegraph, FLAMEGRAPH"
  })
  void isTheRequestedFormat(String query, ProfileFormat expected) throws BadRequestException {
    assertThat(FormatParameter.of(query(query))).isEqualTo(expected);
  }

  @Test
  void aProfileOfASpanHasNoTextForm() throws BadRequestException {
    assertThat(FormatParameter.ofSpan(query("debug=1&seconds=3"))).isEqualTo(ProfileFormat.PPROF);
  }

  @Test
  void rejectsDebugWithSecondsAsGoDoes() {
    assertThatThrownBy(() -> FormatParameter.of(query("debug=1&seconds=3")))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("seconds and debug params are incompatible");
  }

  @Test
  void rejectsUnknownFormatsAndNamesTheValid() {
    assertThatThrownBy(() -> FormatParameter.ofSpan(query("format=LEGACY_TEXT")))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("invalid value for \"format\" - must be pprof, flamegraph, collapsed or jfr");
  }

  @Test
  void aProfileOfTimeMayBeAHeatMap() throws BadRequestException {
    assertThat(FormatParameter.isHeatmap(query("format=heatmap"))).isTrue();
    assertThat(FormatParameter.isHeatmap(query("format=jfr"))).isFalse();
    assertThatThrownBy(() -> FormatParameter.ofTime(query("format=x")))
        .hasMessage(
            "invalid value for \"format\" - must be pprof, flamegraph, collapsed, heatmap or jfr");
  }

  private static Query query(String text) {
    return new Query(URI.create("/debug/pprof/heap?" + text));
  }
}
