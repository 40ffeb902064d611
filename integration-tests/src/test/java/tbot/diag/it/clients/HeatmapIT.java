package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.driver.Http;
import tbot.diag.it.testhost.BurnHost;

/** Heat maps of CPU and wall time. */
class HeatmapIT {

  private static final String HEATMAP = "?seconds=1&format=heatmap";

  @TempDir Path directory;

  @Test
  void aBrowserDrawsThem() throws IOException {
    try (BurnHost host = BurnHost.start("-Xmx1g");
        Browser browser = Browser.desk(directory, 1200, 800)) {
      for (String profile : new String[] {"/debug/pprof/profile", "/debug/fgprof"}) {
        browser.open("http://127.0.0.1:" + host.port() + profile + HEATMAP);

        assertThat(browser.driver().getTitle())
            .startsWith("tbot.diag.hosts.BurnHost \u2013 " + profile.replaceAll(".*/", ""))
            .contains(", 1 s, ");
        assertThat(browser.text("#produced")).startsWith("tbot.diag.hosts.BurnHost");
        assertThat(browser.driver().getPageSource()).contains("tbot.diag.hosts.BurnHost");
        assertThat(browser.consoleErrors()).isEmpty();
      }
    }
  }

  @Test
  void aHostWithoutRoomForOneIsSpared() throws IOException {
    try (BurnHost host = BurnHost.start("-Xmx200m")) {
      HttpResponse<String> refused = Http.get(host.port(), "/debug/pprof/wall" + HEATMAP);

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body())
          .matches(
              "a heat map is made in the heap of the program, of which 256 MiB must be free and only"
                  + " 1?\\d\\d MiB are; take format=jfr\n");
      assertThat(host.jvm().transcript()).doesNotContain("OutOfMemory");
    }
  }

  @Test
  void otherProfilesHaveNone() throws IOException {
    try (BurnHost host = BurnHost.start()) {
      HttpResponse<String> refused = Http.get(host.port(), "/debug/pprof/nativemem" + HEATMAP);

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body())
          .isEqualTo(
              "invalid value for \"format\" - must be pprof, flamegraph, collapsed or jfr\n");
    }
  }
}
