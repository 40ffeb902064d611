package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.jvm.ChildJvm;

/** Pages of a host whose classes and threads have names that are made to break them. */
class HostileNamesIT {

  @TempDir static Path directory;
  private static ChildJvm host;
  private static String root;

  @BeforeAll
  static void startAHost() throws IOException {
    host =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.HostileNamesHost");
    host.awaitStdout("ready");
    root = "http://127.0.0.1:" + host.awaitDiagPort() + "/debug/pprof/";
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void aFlameGraphShowsThemAsText() throws IOException {
    try (Browser browser = Browser.desk(directory, 1200, 800)) {
      browser.open(root + "goroutine?format=flamegraph");
      assertThat(browser.text("#table")).contains("<img src=x onerror=hacked=1>");
      browser.click("#as-svg");
      assertThat(Files.readString(browser.download(".svg")))
          .contains("&#60;")
          .doesNotContain("<img");
      browser.type("#search", "^x");
      assertThat(browser.text("#matched")).contains("in 5 places");
      browser.click("#next");
      isIntact(browser);

      browser.open(root + "wall?seconds=1&format=flamegraph");
      browser.choose("#threads", "thread");
      assertThat(threads(browser))
          .contains("[x</script><script>hacked=1</script>]", "[x/\"'`${hacked=1}\\]")
          .anyMatch(name -> name.startsWith("[x/LLLL"));
      isIntact(browser);
    }
  }

  @Test
  void aHeatMapShowsThemAsText() throws IOException {
    try (Browser browser = Browser.desk(directory, 1200, 800)) {
      browser.open(root + "wall?seconds=1&format=heatmap");
      assertThat(browser.driver().getTitle())
          .startsWith("tbot.diag.hosts.HostileNamesHost \u2013 wall, 1 s, ");
      assertThat(browser.driver().getPageSource())
          .contains("LockSupport", "\"[x(/script>(script>hacked=1(/script> tid=");
      assertThat(browser.evaluate("typeof hacked")).isEqualTo("undefined");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  private static void isIntact(Browser browser) {
    assertThat(browser.evaluate("typeof hacked")).isEqualTo("undefined");
    assertThat(browser.consoleErrors()).isEmpty();
    assertThat(browser.findAll("img, main script:not(#data)")).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static List<String> threads(Browser browser) {
    return (List<String>)
        browser.evaluate("graph.tree.levels[1].map(node => graph.tree.labelAt(node).title)");
  }
}
