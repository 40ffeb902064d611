package tbot.diag.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.driver.Http;
import tbot.diag.it.pprof.PprofProfile;

/** What a browser shows while a profile is taken, and what it has then. */
class TakePageIT {

  private static final String TAKE = "/debug/pprof/take?profile=";

  @TempDir static Path directory;
  private static PagesHost host;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.desk(directory, 1200, 900);
    host = PagesHost.start();
  }

  @AfterAll
  static void end() {
    if (host != null) {
      host.close();
      browser.close();
    }
  }

  @Test
  void theIndexLeadsToAFlameGraph() {
    browser.open(host.url("/debug/pprof/"));
    browser.click("select[aria-label='time for CPU time'] option[value='1']");
    browser.find("input[value=profile] ~ button[value=flamegraph]").click();

    browser.find("canvas");
    assertThat(browser.findAll(".take")).isEmpty();
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void stoppingKeepsWhatThereIs() {
    browser.open(host.url(TAKE + "profile&seconds=600&format=flamegraph"));
    browser.await("the countdown", () -> browser.text(".left").matches("(600|59\\d) s left"));
    browser.click(".stop");

    browser.find("canvas");
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void aDownloadSaysWhatItIsOf() throws IOException {
    Path downloads = Files.createDirectory(directory.resolve("downloads"));
    browser
        .driver()
        .executeCdpCommand(
            "Browser.setDownloadBehavior",
            Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    browser.open(host.url(TAKE + "profile&seconds=1&format=pprof"));

    browser.await("the end", () -> browser.text(".left").equals("Saved"));
    String name = "cpu-tbot.diag.hosts.DeadlockHost-\\d{8}T\\d{6}\\.pb\\.gz";
    browser.await("the file", () -> files(downloads).stream().anyMatch(it -> it.matches(name)));
    assertThat(browser.text(".note")).containsPattern(name + ", \\d+ KiB");
    PprofProfile profile =
        PprofProfile.decode(Files.readAllBytes(downloads.resolve(files(downloads).get(0))));
    assertThat(profile.proto().getSampleCount()).isPositive();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void anErrorIsShownAsAPage() {
    browser.open(host.url(TAKE + "profile&seconds=1&format=nonsense"));

    browser.await("the error", () -> browser.text("h1").equals("400 Bad Request"));
    assertThat(browser.text(".message")).contains("must be pprof, flamegraph, collapsed");
  }

  @Test
  void leavingEndsTheProfile() {
    browser.open(host.url(TAKE + "wall&seconds=600&format=pprof"));
    browser.await("the countdown", () -> browser.text(".left").endsWith("s left"));
    browser.click("main a[href='./']");

    host.jvm().awaitStderr("/debug/pprof/wall?seconds=600");
    assertThat(host.jvm().awaitStderr("its client has left")).contains("seconds=600");
  }

  @Test
  void aHostThatEndsIsReported() throws IOException {
    try (PagesHost mortal = PagesHost.start()) {
      browser.open(mortal.url(TAKE + "profile&seconds=600&format=pprof"));
      browser.await("the countdown", () -> browser.text(".left").endsWith("s left"));
      mortal.jvm().process().destroyForcibly();

      browser.await("the report", () -> browser.text(".left").equals("Not taken"));
      assertThat(browser.text(".note")).startsWith("The transfer broke off");
      assertThat(browser.find(".again").isDisplayed()).isTrue();
    }
    browser.consoleErrors();
  }

  @Test
  void withoutScriptsTheBrowserGoesOnToTheProfile() throws IOException {
    try (Browser plain =
        Browser.desk(directory, 1200, 900, "--blink-settings=scriptEnabled=false")) {
      plain.open(host.url("/debug/pprof/"));
      assertThat(plain.driver().findElements(By.cssSelector(".commands button"))).isNotEmpty();
      plain.open(host.url(TAKE + "goroutine&format=flamegraph"));

      plain.await(
          "the profile",
          () -> plain.driver().getCurrentUrl().endsWith("/goroutine?format=flamegraph"));
    }
  }

  @Test
  void scriptedClientsGetTheNamesOfGo() {
    String path = "/debug/pprof/goroutine";
    HttpResponse<byte[]> go = Http.getBytes(host.port(), path);
    assertThat(go.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"goroutine\"");

    HttpResponse<byte[]> page = Http.getBytes(host.port(), path, "Accept", "text/html");
    assertThat(page.headers().firstValue("Content-Disposition"))
        .get()
        .asString()
        .matches("attachment; filename=\"threads-[\\w.]+-\\d{8}T\\d{6}\\.pb\\.gz\"");
  }
}
