package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;

class ProfileFormatTest {

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
  void isWhatWasAskedFor(String query, ProfileFormat expected) throws BadRequestException {
    assertThat(ProfileFormat.of(query(query))).isEqualTo(expected);
  }

  @Test
  void aProfileThatTakesItsTimeHasNoText() throws BadRequestException {
    assertThat(ProfileFormat.ofWindow(query("debug=1&seconds=3"))).isEqualTo(ProfileFormat.PPROF);
  }

  @Test
  void textOfADifferenceIsRefusedAsInGo() {
    assertThatThrownBy(() -> ProfileFormat.of(query("debug=1&seconds=3")))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("seconds and debug params are incompatible");
  }

  @Test
  void anUnknownOneIsRefusedAndTheKnownOnesAreNamed() {
    assertThatThrownBy(() -> ProfileFormat.ofWindow(query("format=LEGACY_TEXT")))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("invalid value for \"format\" - must be pprof, flamegraph, collapsed or jfr");
  }

  private static Query query(String text) {
    return new Query(URI.create("/debug/pprof/heap?" + text));
  }
}
