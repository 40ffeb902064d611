package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.driver.Chromium;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;

/** The index page in a real browser. */
class IndexPageIT {

  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"([^\"]*)\"");

  @TempDir static Path directory;
  private static ChildJvm host;
  private static int port;
  private static String root;

  @BeforeAll
  static void startAHost() throws IOException {
    host =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,debug,allow_host=bot.example.org")
            .run("tbot.diag.hosts.ParkedHost", "5", "0");
    host.awaitStdout("ready");
    port = host.awaitDiagPort();
    root = "http://127.0.0.1:" + port + "/debug/pprof/";
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void aPathWithoutSlashIsRedirected() {
    HttpResponse<String> moved = Http.get(port, "/debug/pprof?debug=1");

    assertThat(moved.statusCode()).isEqualTo(301);
    assertThat(moved.headers().firstValue("Location")).contains("/debug/pprof/?debug=1");
  }

  @Test
  void hasCommandsToCopyForTheChosenProfile() {
    assertThat(shownCommands("")).startsWith("go tool pprof -http=: &#39;" + root + "profile?");
    assertThat(shownCommands("?commands=goroutine"))
        .startsWith("go tool pprof -http=: &#39;" + root + "goroutine&#39;\n");
    assertThat(shownCommands("?commands=%3Cb%3E")).startsWith("go tool pprof -http=: &#39;" + root);
  }

  private static String shownCommands(String query) {
    String page = Http.get(port, "/debug/pprof/" + query).body();
    Matcher shown = Pattern.compile("<pre data-profile=\"\\w+\">([^<]*)").matcher(page);
    assertThat(shown.find()).isTrue();
    return shown.group(1);
  }

  @Test
  void fetchesNothingFromElsewhere() {
    HttpResponse<String> page = Http.get(port, "/debug/pprof/");
    assertThat(LINK.matcher(page.body()).results().map(link -> link.group(1)))
        .isNotEmpty()
        .allMatch(link -> link.matches("data:,|#?[a-z_/.]+(\\?(debug=[12]|format=table))?"));
    assertThat(page.body()).doesNotContain("src=");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .startsWith("default-src 'none'; ");
  }

  @Test
  void refusesAHostHeaderThatIsNoName() throws IOException {
    for (String hostile :
        new String[] {"<script>alert(1)</script>", "a\"onclick=\"x", "x;reboot", "$(reboot)"}) {
      assertThat(pageFor(hostile))
          .contains("HTTP/1.1 403 ")
          .doesNotContain("alert(1)", "onclick", "reboot");
    }
    assertThat(pageFor("evil.example.org")).contains("HTTP/1.1 403 ", "allow_host");
    assertThat(pageFor("bot.example.org:3001"))
        .contains("go tool pprof -http=: &#39;http://bot.example.org:3001/debug/pprof/profile");
  }

  @Test
  void aBrowserShowsARowForEachProfile() throws IOException, InterruptedException {
    String dom = new Chromium(directory).dom(root);

    assertThat(dom)
        .contains("<title>tbot.diag.hosts.ParkedHost \u2013 Profiles</title>")
        .contains("href=\"goroutine?debug=2\"")
        .contains("<button name=\"format\" value=\"flamegraph\">Flame graph</button>");
    assertThat(formsOf(dom, "<select ")).contains("profile", "heap", "../fgprof", "trace");
    assertThat(formsOf(dom, "<select ")).doesNotContain("delta_heap");
    assertThat(formsOf(dom, "value=\"flamegraph\""))
        .contains("profile", "heap", "../fgprof", "delta_heap", "delta_mutex", "delta_block")
        .doesNotContain("trace");
  }

  /** The profiles whose forms have this content: by the page that waits, or directly. */
  private static List<String> formsOf(String dom, String content) {
    return Pattern.compile(
            "<form action=\"(?:take\"><input type=\"hidden\" name=\"profile\" value=\")?"
                + "([^\"]*)\"(.*?)</form>")
        .matcher(dom)
        .results()
        .filter(form -> form.group(2).contains(content))
        .map(form -> form.group(1))
        .toList();
  }

  @Test
  void fitsAPhoneAndADesk() throws IOException, InterruptedException {
    Chromium browser = new Chromium(directory);

    assertThat(colors(browser.screenshot(root, 1100, 800)))
        .as("text, links, lines and buttons on a light ground")
        .hasSizeGreaterThan(20)
        .contains(0xffffff);
    assertThat(
            colors(browser.screenshot(root, 500, 900, "--blink-settings=preferredColorScheme=0")))
        .as("and on a dark one")
        .hasSizeGreaterThan(20)
        .contains(0x14181d)
        .doesNotContain(0xf3f5f7);
  }

  @Test
  void theColumnsOfAllGroupsAreAligned() throws IOException {
    try (Browser browser = Browser.desk(directory, 1200, 900)) {
      browser.open(root);
      browser.click("details summary");
      for (String column : List.of(".number", ".about", ".get")) {
        assertThat(
                (Long)
                    browser.evaluate(
                        "new Set(Array.from(document.querySelectorAll('td"
                            + column
                            + "'), cell => cell.getBoundingClientRect().left)).size"))
            .as("places of cells " + column)
            .isEqualTo(1);
      }
    }
  }

  @Test
  void aRowOnAPhoneHasItsButtonsSideBySide() throws IOException {
    try (Browser browser = Browser.phone(directory)) {
      browser.open(root);
      assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(400L);
      for (String profile : List.of("profile", "allocs", "goroutine")) {
        String form = "input[value=" + profile + "] ~ ";
        assertThat(browser.find(form + "button[value=pprof]").getLocation().y)
            .as(profile)
            .isEqualTo(browser.find(form + "select").getLocation().y);
      }
    }
  }

  private static Set<Integer> colors(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    Set<Integer> colors = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colors.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    return colors;
  }

  private static String pageFor(String hostHeader) throws IOException {
    try (Socket socket =
        Http.open(port, "/debug/pprof/", "Host: " + hostHeader, "Connection: close")) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
