package tbot.diag.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Browser;

/** Every page fits a desk and a phone, light and dark, and breaks no rule of its own policy. */
class PageLayoutIT {

  private static final String DARK = "--blink-settings=preferredColorScheme=0";
  private static final String LIGHT = "--blink-settings=preferredColorScheme=1";

  private static final List<String> PATHS =
      List.of(
          "/",
          "/?refresh",
          "/nonsense",
          "/debug/pprof/",
          "/debug/pprof/nonsense",
          "/debug/pprof/take?profile=profile&seconds=60&format=flamegraph",
          "/debug/pprof/take?profile=nonsense",
          "/debug/pprof/heap?format=table",
          "/debug/pprof/heap?format=table&count=1",
          "/debug/pprof/goroutine?format=table");

  @TempDir static Path directory;
  private static PagesHost host;

  @BeforeAll
  static void start() throws IOException {
    host = PagesHost.start();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void everyPageFitsADesk() throws IOException {
    try (Browser browser = Browser.desk(directory, 1200, 900, LIGHT)) {
      assertEachFits(browser, 1200, "rgb(255, 255, 255)");
    }
  }

  @Test
  void everyPageFitsAPhoneInTheDark() throws IOException {
    try (Browser browser = Browser.phone(directory, DARK)) {
      assertEachFits(browser, 400, "rgb(20, 24, 29)");
    }
  }

  private static void assertEachFits(Browser browser, int width, String ground) {
    for (String path : PATHS) {
      browser.open(host.url(path));
      browser.find("main h1");
      assertThat(browser.evaluate("document.documentElement.scrollWidth"))
          .as("the width of " + path)
          .isEqualTo((long) width);
      assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
          .as("the ground of " + path)
          .isEqualTo(ground);
      assertThat(browser.consoleErrors())
          .as("the console of " + path)
          .allMatch(line -> line.contains("the server responded with a status of 40"));
    }
  }
}
