package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.driver.Http;
import tbot.diag.it.testhost.BurnHost;

/** Heat maps of CPU and wall time. */
class HeatmapIT {

  private static final String HEATMAP = "?seconds=1&format=heatmap";

  /** A column is a second, a cell 20 ms. */
  private static final long CELLS_A_COLUMN = 50;

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
        assertThat(browser.text("h1"))
            .startsWith(profile.replaceAll(".*/", ""))
            .contains(", 1 s, ");
        browser.await("the flame graph of all", () -> levels(browser) > 3);
        browser.click("nav a[href$='debug/pprof/']");
        assertThat(browser.text("h1")).isEqualTo("Profiles");
        assertThat(browser.consoleErrors()).isEmpty();
      }
    }
  }

  @Test
  void aPhoneInTheDarkShowsThem() throws IOException {
    try (BurnHost host = BurnHost.start("-Xmx1g");
        Browser browser = Browser.phone(directory, "--blink-settings=preferredColorScheme=0")) {
      browser.open(
          "http://127.0.0.1:"
              + host.port()
              + "/debug/pprof/take?profile=wall&seconds=2&format=heatmap");
      browser.find("#heatmap-canvas");
      browser.await("the flame graph of all", () -> levels(browser) > 3);

      assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(400L);
      assertThat(lightShare(browser.screenshot())).as("share of light pixels").isLessThan(0.1);
      tap(browser, 25, 60);
      assertThat(chosen(browser)).isZero();
      browser.click("#range");
      tap(browser, 55, 60);
      assertThat(chosen(browser)).as("cells between two taps").isEqualTo(6 * CELLS_A_COLUMN);
      assertThat(browser.findAll("#range:checked")).isEmpty();
      tap(browser, 25, 60);
      assertThat(chosen(browser)).isZero();
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  private static long levels(Browser browser) {
    return (Long) browser.evaluate("levels.length");
  }

  private static long chosen(Browser browser) {
    return (Long) browser.evaluate("Math.abs(heatActiveSample2 - heatActiveSample1)");
  }

  /** Taps on the heat map, so many points from the left and the top of what is visible of it. */
  private static void tap(Browser browser, int x, int y) {
    Map<?, ?> box =
        (Map<?, ?>)
            browser.evaluate(
                "document.getElementById('heatmap-canvas-container').getBoundingClientRect()"
                    + ".toJSON()");
    Map<String, Object> point =
        Map.of(
            "x", ((Number) box.get("left")).doubleValue() + x,
            "y", ((Number) box.get("top")).doubleValue() + y);
    for (String type : new String[] {"touchStart", "touchEnd"}) {
      browser
          .driver()
          .executeCdpCommand(
              "Input.dispatchTouchEvent",
              Map.of(
                  "type",
                  type,
                  "touchPoints",
                  type.equals("touchEnd") ? List.of() : List.of(point)));
    }
  }

  private static double lightShare(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int light = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        int green = image.getRGB(x, y) >> 8 & 0xff;
        light += green > 200 ? 1 : 0;
      }
    }
    return (double) light / image.getWidth() / image.getHeight();
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
