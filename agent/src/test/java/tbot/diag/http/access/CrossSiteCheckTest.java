package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static tbot.diag.http.access.Requests.request;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteCheckTest {

  private static final String PROFILE = "/debug/pprof/profile?seconds=30";

  private static boolean isAllowed(String method, String path, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Host";
    all[headers.length + 1] = "bot:3001";
    return new CrossSiteCheck().judge(request(method, path, "127.0.0.1", all)) == null;
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site, navigate, false",
    "cross-site, no-cors, false",
    "cross-site, cors, false",
    "same-site, no-cors, false",
    "same-site, cors, false",
    "same-site, navigate, true",
    "same-origin, cors, true",
    "same-origin, navigate, true",
    "none, navigate, true",
  })
  void onlyPagesOfTheSameSiteLeadToProfiles(String site, String mode, boolean allowed) {
    String[] headers = {"Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode};

    assertThat(isAllowed("GET", PROFILE, headers)).isEqualTo(allowed);
    assertThat(isAllowed("POST", "/anything", headers)).isEqualTo(allowed);
    assertThat(isAllowed("GET", "/metrics", headers)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://bot:3001, true",
    "HTTP://BOT:3001, true",
    "https://bot:3001, true",
    "http://bot, false",
    "http://bot:3002, false",
    "http://evil.example.com:3001, false",
    "http://bot:3001.evil.example.com, false",
    "http://bot:3001@evil.example.com, false",
    "null, false",
    "chrome-extension://bot:3001, false",
    "file://, false",
    "'', false",
  })
  void aForeignOriginIsRefused(String origin, boolean allowed) {
    assertThat(isAllowed("GET", PROFILE, "Origin", origin)).isEqualTo(allowed);
    assertThat(isAllowed("POST", "/debug/pprof/symbol", "Origin", origin)).isEqualTo(allowed);
    assertThat(isAllowed("GET", "/metrics", "Origin", origin)).isTrue();
    assertThat(isAllowed("GET", PROFILE, "Origin", origin, "Sec-Fetch-Site", "same-origin"))
        .isEqualTo(allowed);
  }

  @Test
  void anyForeignOriginOfSeveralIsRefused() {
    assertThat(isAllowed("GET", PROFILE, "Origin", "http://bot:3001", "Origin", "http://evil"))
        .isFalse();
  }

  @Test
  void theDefaultPortIsThatOfTheOrigin() {
    CrossSiteCheck check = new CrossSiteCheck();
    String[] headers = {"Host", "bot", "Origin", "https://bot"};
    assertThat(check.judge(request("GET", PROFILE, "127.0.0.1", headers))).isNull();
    String[] other = {"Host", "bot:80", "Origin", "https://bot"};
    assertThat(check.judge(request("GET", PROFILE, "127.0.0.1", other))).isNotNull();
  }

  @Test
  void anOriginWithoutAHostIsForeign() {
    String[] headers = {"Origin", "http://bot"};
    assertThat(new CrossSiteCheck().judge(request("GET", PROFILE, "127.0.0.1", headers)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/debug", "/debug/", "/debug/fgprof", "/%64ebug/pprof/", "/debug%2Fx"})
  void debugIsGuardedHoweverItIsWritten(String path) {
    assertThat(isAllowed("GET", path, "Sec-Fetch-Site", "cross-site")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/livez", "/debugger", "/metrics/debug/"})
  void otherPathsAreNot(String path) {
    assertThat(isAllowed("GET", path, "Sec-Fetch-Site", "cross-site")).isTrue();
    assertThat(isAllowed("HEAD", path, "Origin", "http://evil")).isTrue();
  }

  @Test
  void clientsThatAreNoBrowsersPass() {
    assertThat(isAllowed("GET", PROFILE)).isTrue();
    assertThat(isAllowed("POST", "/debug/pprof/symbol")).isTrue();
  }
}
