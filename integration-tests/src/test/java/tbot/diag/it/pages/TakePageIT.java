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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;

/** What a browser shows while a profile is taken, and what it has then. */
class TakePageIT {

  private static final String TAKE = "/debug/pprof/take?profile=";
  private static final String LATENCY = "tbot.diag.hosts.LatencyHost";

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

  /** Some tests lead to errors, which the console keeps. */
  @BeforeEach
  void forgetErrors() {
    browser.consoleErrors();
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
  void slowCallsAreTakenOnADeskAndOnAPhone() throws IOException {
    try (ChildJvm slow = start(LATENCY);
        Browser phone = Browser.phone(directory)) {
      for (Browser either : List.of(browser, phone)) {
        either.open(index(slow));
        either.type("input[name=method]", LATENCY + "#handle");
        either.type("input[name=threshold]", "100ms");
        take(either, "latency", "5");

        assertThat(either.text(".take h1"))
            .isEqualTo("Slow calls of " + LATENCY + "#handle, 100ms or longer");
        either.find("canvas");
        assertThat(either.text("h1"))
            .startsWith("latency of " + LATENCY + "#handle, 100 ms or longer, 5 s, ");
        assertThat(either.text("#table")).contains("LatencyHost.waitForDatabase");
        assertFits(either);
      }
    }
  }

  @Test
  void aMethodIsAskedForAndAWrongOneRefused() throws IOException {
    try (ChildJvm slow = start(LATENCY)) {
      browser.open(index(slow));
      take(browser, "latency", "1");
      assertThat(browser.driver().getCurrentUrl()).isEqualTo(index(slow));
      assertThat(browser.findAll("input[name=method]:invalid")).hasSize(1);

      browser.type("input[name=method]", "Bot");
      take(browser, "latency", "1");
      browser.await("the error", () -> browser.text("h1").equals("400 Bad Request"));
      assertThat(browser.text(".message"))
          .contains("it has no '#' between class and method; valid is Class#method for every");

      browser.open(index(slow));
      browser.type("input[name=method]", "com.example.None#run");
      take(browser, "latency", "1");
      assertThat(browser.text("#empty")).startsWith("The class of the method is not loaded: ");
    }
  }

  @Test
  void nativeMemoryThatIsNotFreedIsTakenOnADeskAndOnAPhone() throws IOException {
    try (ChildJvm leaking = start("tbot.diag.hosts.NativeHost");
        Browser phone = Browser.phone(directory)) {
      for (Browser either : List.of(browser, phone)) {
        either.open(index(leaking));
        either.click("input[name=leak]");
        take(either, "nativemem", "5");

        assertThat(either.text(".take h1")).isEqualTo("Native memory, not freed");
        either.find("canvas");
        assertThat(either.text("h1")).startsWith("nativemem not freed (inuse_space), 5 s, ");
        assertThat(either.text("#table")).contains("NativeHost.keep");
        assertThat(either.text("#table")).doesNotContain("NativeHost.release");
        assertFits(either);
      }
    }
  }

  private static ChildJvm start(String host) throws IOException {
    ChildJvm jvm = ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run(host);
    jvm.awaitStdout("ready");
    return jvm;
  }

  private static String index(ChildJvm host) {
    return "http://127.0.0.1:" + host.awaitDiagPort() + "/debug/pprof/";
  }

  private static void take(Browser browser, String profile, String seconds) {
    String form = "input[value=" + profile + "] ~ ";
    browser.choose(form + "select", seconds);
    browser.click(form + "button[value=flamegraph]");
  }

  private static void assertFits(Browser browser) {
    assertThat(browser.evaluate("document.documentElement.scrollWidth - innerWidth")).isEqualTo(0L);
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

      plain.open(host.url("/debug/pprof/"));
      plain.click("input[name=leak]");
      take(plain, "nativemem", "1");
      plain.await(
          "the profile of what was chosen",
          () ->
              plain
                  .driver()
                  .getCurrentUrl()
                  .endsWith("/nativemem?leak=1&seconds=1&format=flamegraph"));
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
