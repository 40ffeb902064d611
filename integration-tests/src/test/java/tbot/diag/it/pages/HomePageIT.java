package tbot.diag.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** The home page of a real host. */
class HomePageIT {

  private static final String[] BROWSER = {"Accept", "text/html,application/xhtml+xml"};

  @TempDir Path directory;

  @Test
  void leadsToEverything() throws IOException {
    try (PagesHost host = PagesHost.start();
        Browser browser = Browser.desk(directory, 1200, 900)) {
      browser.open(host.url("/"));
      assertThat(browser.text("main"))
          .contains("Process " + host.jvm().pid(), "Not ready", "db", "cannot connect", "CPU");

      browser.click(".refresh a");
      assertThat(browser.text(".refresh")).isEqualTo("Refreshes every 5 s. Stop");
      browser.click(".refresh a");
      assertThat(browser.text(".refresh")).isEqualTo("Refresh every 5 s");

      browser.click(".links a[href*=goroutine]");
      assertThat(browser.text("h1")).isEqualTo("Threads");
      browser.click("nav a");
      browser.click(".links a[href*=heap]");
      assertThat(browser.text("h1")).isEqualTo("Heap");
      browser.click(".program");
      browser.click(".links a[href='debug/pprof/']");
      assertThat(browser.text("h1")).isEqualTo("Profiles");
    }
  }

  @OnEachJvm
  @Test
  void itsClassesAreLoadedForTheFirstBrowser() throws IOException {
    try (ChildJvm host =
        ChildJvm.java()
            .options("-verbose:class")
            .agent("diag_addr=127.0.0.1:0")
            .run("tbot.diag.hosts.IdleHost")) {
      int port = host.awaitDiagPort();
      assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
      assertThat(Http.get(port, "/metrics").statusCode()).isEqualTo(200);
      assertThat(Http.get(port, "/").body()).startsWith("404 - not found\n\ntbot-diag serves:\n");
      assertThat(Http.get(port, "/debug/pprof/").statusCode()).isEqualTo(404);
      assertThat(host.stdout())
          .filteredOn(line -> line.contains("tbot.diag.web.") || line.contains("tbot.diag.page."))
          .as("two that hold no page")
          .hasSize(2);

      String page = Http.get(port, "/", BROWSER).body();

      assertThat(page)
          .contains("Process " + host.pid(), "up for ")
          .doesNotContain("debug/pprof")
          .contains("Profiles are off");
      host.await(
          "its classes",
          () -> host.stdout().stream().anyMatch(line -> line.contains("tbot.diag.web.HomePage")));
    }
  }
}
