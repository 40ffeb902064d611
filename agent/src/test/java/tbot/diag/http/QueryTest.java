package tbot.diag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  @Test
  void decodesTheFirstValue() throws BadRequestException {
    Query query = query("a=1%202&b&a=3");

    assertThat(query.get("a")).isEqualTo("1 2");
    assertThat(query.get("b")).isEmpty();
    assertThat(query.get("c")).isNull();
  }

  @Test
  void secondsDefaultWhenAbsentOrEmpty() throws BadRequestException {
    assertThat(query("").seconds(30)).isEqualTo(30);
    assertThat(query("debug=1").seconds(30)).isEqualTo(30);
    assertThat(query("seconds=").seconds(30)).isEqualTo(30);
    assertThat(new Query(URI.create("/x")).seconds(30)).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({"gc=1, true", "gc=2, true", "gc=0, false", "gc=00, false", "gc=-1, false"})
  void isOnIfItIsANumberAboveZero(String text, boolean on) throws BadRequestException {
    assertThat(query(text).isOn("gc")).isEqualTo(on);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gc", "gc=", "gc=true", "debug=1"})
  void isOffIfItIsNoNumber(String text) throws BadRequestException {
    assertThat(query(text).isOn("gc")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 3600})
  void acceptsOneSecondToAnHour(int seconds) throws BadRequestException {
    assertThat(query("seconds=" + seconds).seconds(30)).isEqualTo(seconds);
    assertThat(query("seconds=00" + seconds).seconds(30)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "00", "-5", "+5", "3601", "4294967297", "1e1", "5s", " 5"})
  void rejectsOtherSecondsAndNamesTheValid(String seconds) {
    String encoded = seconds.replace("+", "%2B").replace(" ", "%20");
    assertThatThrownBy(() -> query("seconds=" + encoded).seconds(30))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("invalid value for \"seconds\" - must be a positive integer, at most 3600");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5,500000000",
    "2,2000000000",
    ".25,250000000",
    "3600.,3600000000000",
    "0.000000001,1"
  })
  void fractionsOfSecondsAreAccepted(String seconds, long nanos) throws BadRequestException {
    assertThat(query("seconds=" + seconds).fractionOfSeconds(7)).isEqualTo(nanos);
    assertThat(query("seconds=").fractionOfSeconds(7)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0",
        ".",
        "-1",
        "1e1",
        "0.0000000001",
        "3600.1",
        "1.2.3",
        "99999999999999999999"
      })
  void otherFractionsAreRefused(String seconds) {
    assertThatThrownBy(() -> query("seconds=" + seconds).fractionOfSeconds(7))
        .isInstanceOf(BadRequestException.class)
        .hasMessage(
            "invalid value for \"seconds\" - must be a number such as 0.5, more than 0 and at most"
                + " 3600");
  }

  private static Query query(String raw) {
    return new Query(URI.create("/debug/pprof/profile?" + raw));
  }
}
