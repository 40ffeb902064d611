package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.driver.GoTool;
import tbot.diag.it.driver.Http;
import tbot.diag.it.testhost.BurnHost;

/** The page of a CPU profile, with all of its controls, in a real browser. */
class FlameGraphPageIT {

  private static final String BURN = "tbot.diag.hosts.BurnHost.";

  /** Names as the system has them, cut to 15 characters, or as the JVM does. */
  private static final String JVM_THREAD = "\\[(VM |C[12] Compiler|GC ).*";

  private static final String PROFILE = "/debug/pprof/profile?seconds=2";

  @TempDir static Path directory;
  private static BurnHost host;
  private static Path page;
  private static Browser browser;

  @BeforeAll
  static void takeAProfile() throws IOException {
    host = BurnHost.startCompiled();
    page = directory.resolve("page.html");
    Files.write(page, Http.getBytes(host.port(), PROFILE + "&format=flamegraph").body());
    browser = Browser.desk(directory, 1200, 800);
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
    host.close();
  }

  @BeforeEach
  void openTheSavedPage() {
    browser.open(page.toUri().toString());
  }

  @AfterEach
  void scriptsDidNotFail() {
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void aSavedPageHasNoLinksThatLeadNowhere() {
    assertThat(browser.driver().getTitle()).startsWith("tbot.diag.hosts.BurnHost \u2013 profile");
    assertThat(browser.text("header")).startsWith("tbot.diag.hosts.BurnHost");
    assertThat(browser.findAll("a[href]")).isEmpty();
    assertThat(browser.text("#comments")).contains("engine:");
  }

  @Test
  void linksOfAServedPageAreAllowedAndLeadToProfiles() {
    browser.open("http://127.0.0.1:" + host.port() + PROFILE + "&format=flamegraph");

    assertThat(browser.find("#new-jfr").getAttribute("href"))
        .endsWith("/debug/pprof/profile?seconds=2&format=jfr");
    assertThat(browser.find("#new-pprof").getAttribute("href"))
        .endsWith("/debug/pprof/profile?seconds=2&format=pprof");
    assertThat(browser.find(".bar nav a:nth-child(2)").getAttribute("href"))
        .endsWith("/debug/pprof/");
  }

  @Test
  void searchTellsTheShareAndStepsThroughMatches() {
    browser.press("/");
    browser.press("BurnHost.heavy");
    assertThat(browser.text("#matched")).matches("\\d+\\.\\d % in 1 place");

    browser.type("#search", "burnhost\\.(heavy|light)$");
    assertThat(browser.text("#matched")).matches("\\d+\\.\\d % in 2 places");
    browser.press(Keys.ENTER);
    assertThat(browser.text("#matched")).contains("in 1 of 2 places");
    assertThat(browser.text("#status")).startsWith(BURN + "heavy");
    browser.click("h1");
    browser.driver().executeScript("document.activeElement.blur()");
    browser.press("n");
    assertThat(browser.text("#status")).startsWith(BURN + "light");
    browser.press("N");
    assertThat(browser.text("#status")).startsWith(BURN + "heavy");
    browser.press(Keys.ARROW_RIGHT);
    assertThat(browser.text("#status")).startsWith(BURN + "light");

    browser.press(Keys.ESCAPE);
    assertThat(browser.text("#matched")).isEmpty();
    assertThat(browser.find("#search").getAttribute("value")).isEmpty();
    browser.press(Keys.ESCAPE);
    assertThat(browser.evaluate("graph.root")).as("the zoom").isEqualTo(0L);
  }

  @Test
  void matchesBelowMatchesCountOnce() {
    browser.type("#search", "BurnHost");

    assertThat(number("search.matchedShare")).isBetween(0.1, 1.0);
    assertThat(number("search.matches.length"))
        .isLessThan(number("graph.matched.reduce((a, b) => a + b)"));
  }

  @Test
  void aSearchThatIsNoExpressionIsForText() {
    browser.press(Keys.chord(Keys.CONTROL, "f"));
    browser.press("heavy(");

    assertThat(browser.text("#matched"))
        .isEqualTo("no match (no regular expression: searched as text)");
  }

  @Test
  void questionMarkShowsTheKeys() {
    assertThat(browser.find("#keys").isDisplayed()).isFalse();
    browser.press("?");
    assertThat(browser.text("#keys")).contains("next and previous match");
    browser.press(Keys.ESCAPE);
    assertThat(browser.find("#keys").isDisplayed()).isFalse();
  }

  @Test
  void theTableHasTheHottestMethodsAndIsSorted() {
    List<String> methods = methods();
    assertThat(methods.subList(0, 5)).contains("BurnHost.shift");

    browser.click("#table th.name button");
    assertThat(browser.find("#table th.name").getAttribute("aria-sort")).isEqualTo("ascending");
    browser.click("#table th.total button");
    assertThat(methods().subList(0, 3)).contains("Thread.run");

    browser.press("t");
    assertThat(browser.find("#table").isDisplayed()).isFalse();
    browser.click("#table-toggle");
    assertThat(browser.find("#table").isDisplayed()).isTrue();
  }

  private static List<String> methods() {
    return browser.findAll("#table .method").stream().map(WebElement::getText).toList();
  }

  @Test
  void aClickInTheTableMarksTheMethod() {
    browser.click("#table th.name button");
    browser.type("#include", "BurnHost\\.heavy$");
    browser.findAll("#table tbody tr").stream()
        .filter(row -> row.findElement(By.cssSelector(".method")).getText().equals("BurnHost.burn"))
        .findFirst()
        .orElseThrow()
        .click();

    assertThat(browser.find("#search").getAttribute("value"))
        .isEqualTo("^tbot\\.diag\\.hosts\\.BurnHost\\.burn$");
    assertThat(browser.evaluate("search.matches.length")).isEqualTo(1L);
  }

  @Test
  void framesAreZoomedByAClickAndExplainedUnderThePointer() {
    WebElement canvas = browser.find("#canvas");
    int y = -canvas.getSize().height / 2;
    new Actions(browser.driver()).moveToElement(canvas, 0, y + 27).perform();
    assertThat(browser.text("#tip")).contains("java.lang.Thread.run", " of all", "Java");

    new Actions(browser.driver()).moveToElement(canvas, 0, y + 27).click().perform();
    assertThat(browser.evaluate("graph.tree.labelAt(graph.root).title"))
        .isEqualTo("java.lang.Thread.run");
    browser.press(Keys.ARROW_DOWN);
    assertThat(browser.text("#status")).contains("BurnHost$$Lambda");
    browser.press(Keys.ESCAPE);
    assertThat(browser.evaluate("graph.root")).isEqualTo(0L);
  }

  @Test
  void stacksAreIncludedAndExcluded() {
    browser.type("#include", "BurnHost\\.(heavy|light)$");
    double both = total();
    browser.type("#exclude", "light$");
    assertThat(total()).isPositive().isLessThan(both);
    assertThat(browser.text("#choices summary")).endsWith("(2 chosen)");

    browser.type("#exclude", "light(");
    assertThat(browser.text("#exclude-fault")).startsWith("not valid: ").contains("light(");
    assertThat(total()).isEqualTo(both);

    browser.type("#include", "NoSuchMethod");
    assertThat(browser.text("#empty")).startsWith("Nothing is left");
    browser.click("#reset");
    assertThat(browser.find("#empty").isDisplayed()).isFalse();
    assertThat(total()).isGreaterThan(both);
  }

  private static double total() {
    return number("graph.tree.total[0]");
  }

  private static double number(String expression) {
    return ((Number) browser.evaluate(expression)).doubleValue();
  }

  @Test
  void threadsAreShownOnRequest() {
    assertThat(levelOne()).doesNotContain("[heavy]");
    browser.choose("#threads", "thread");
    assertThat(levelOne()).contains("[heavy]", "[light]");
    browser.choose("#threads", "pool");
    assertThat(levelOne()).contains("[heavy]").noneMatch(name -> name.matches(".*\\d]"));
  }

  @SuppressWarnings("unchecked")
  private static List<String> levelOne() {
    return (List<String>)
        browser.evaluate("graph.tree.levels[1].map(node => graph.tree.labelAt(node).title)");
  }

  @Test
  void linesAreShownOnRequest() {
    assertThat(methods()).noneMatch(name -> name.matches("BurnHost\\.\\w+:\\d+"));
    browser.click("#lines");
    assertThat(methods()).anyMatch(name -> name.matches("BurnHost\\.\\w+:\\d+"));
  }

  @Test
  void threadsOfTheJvmAndThoseThatWaitAreHidden() {
    browser.open(
        "http://127.0.0.1:" + host.port() + "/debug/pprof/wall?seconds=1&format=flamegraph");
    browser.choose("#threads", "thread");
    assertThat(levelOne()).anyMatch(name -> name.matches(JVM_THREAD));
    double all = total();
    browser.click("#vm");
    assertThat(levelOne()).contains("[heavy]").noneMatch(name -> name.matches(JVM_THREAD));
    browser.click("#idle");
    browser.click("#agent");
    assertThat(levelOne()).contains("[heavy]").noneMatch(name -> name.startsWith("[tbot-diag"));
    assertThat(titles()).contains(BURN + "heavy").noneMatch(name -> name.endsWith("Unsafe.park"));
    assertThat(total()).isPositive().isLessThan(all / 3);
  }

  @SuppressWarnings("unchecked")
  private static List<String> titles() {
    return (List<String>)
        browser.evaluate("graph.tree.order.map(node => graph.tree.labelAt(node).title)");
  }

  @Test
  void filesOfBothFormsAreCompared() throws IOException {
    for (String format : List.of("pprof", "collapsed")) {
      Path file = directory.resolve("before." + format);
      Files.write(file, Http.getBytes(host.port(), PROFILE + "&format=" + format).body());
      openTheSavedPage();
      browser.click("#compare summary");
      browser.find("#file").sendKeys(file.toString());
      browser.await("the comparison", () -> browser.text("#legend").contains("before." + format));

      assertThat(browser.text("#table th.change")).startsWith("Change");
      assertThat(number("graph.tree.base[0] / graph.tree.total[0]")).isBetween(0.3, 3.0);
      assertThat(
              number(
                  "Math.abs(graph.tree.change(graph.tree.order.find(node =>"
                      + " graph.tree.labelAt(node).title === 'java.lang.Thread.run')))"))
          .as("change of the share of all threads")
          .isLessThan(0.5);
      browser.click("#compare-end");
      assertThat(browser.text("#legend")).contains("Java").doesNotContain("less of the whole");
    }
  }

  @Test
  void aFileThatIsNoProfileIsRefusedInOneLine() throws IOException {
    Path file = Files.writeString(directory.resolve("notes.txt"), "a;b 1\nno profile\n");
    browser.click("#compare summary");
    browser.find("#file").sendKeys(file.toString());

    browser.await("a refusal", () -> !browser.text("#compare-note").isEmpty());
    assertThat(browser.text("#compare-note"))
        .isEqualTo(
            "notes.txt is neither a profile of pprof nor collapsed stacks: line 2 is no stack with"
                + " a number at its end");
  }

  @Test
  void aProfileIsComparedWithTheOneBeforeInItsTab() {
    browser.open(
        "http://127.0.0.1:" + host.port() + "/debug/pprof/wall?seconds=1&format=flamegraph");
    browser.click("#compare summary");
    browser.click("#again");

    browser.await("a comparison", () -> browser.text("#legend").contains("than in wall, "));
    assertThat(browser.driver().getCurrentUrl()).contains("diff=previous");
  }

  @Test
  void whatIsShownIsSaved() throws IOException, InterruptedException {
    browser.type("#include", "BurnHost\\.heavy$");
    browser.click("#as-collapsed");
    browser.click("#as-svg");
    browser.click("#as-pprof");

    assertThat(Files.readString(browser.download(".collapsed")).lines())
        .isNotEmpty()
        .allMatch(line -> line.contains(";" + BURN + "heavy;") && line.matches(".* [1-9]\\d*0"));
    assertThat(Files.readString(browser.download(".svg")))
        .startsWith("<svg ")
        .contains("<title>" + BURN + "heavy, 100 %</title>")
        .endsWith("</svg>\n");
    browser.open(browser.download(".svg").toUri().toString());
    assertThat(browser.findAll("rect")).hasSizeGreaterThan(5);
    String top = new GoTool(directory).pprof("-top", "-cum", browser.download(".pb.gz").toString());
    assertThat(top).contains("Type: cpu", BURN + "heavy").doesNotContain(BURN + "light");
  }

  @Test
  void aProfileWithoutSamplesSaysWhatDidNotHappen() {
    String url =
        "http://127.0.0.1:" + host.port() + "/debug/pprof/mutex?seconds=1&format=flamegraph";
    // On a busy machine, threads of the JVM may wait for a lock now and then.
    browser.await(
        "a second in which nobody waits for a lock",
        () -> {
          browser.open(url);
          return browser.find("#empty").isDisplayed();
        });

    assertThat(browser.text("#empty")).isEqualTo("Nobody waited for a lock in 1 s.");
    assertThat(browser.find("#split").isDisplayed()).isFalse();
    assertThat(browser.find("#as-svg").isEnabled()).isFalse();
    assertThat(browser.evaluate("graph.zoom(0) || graph.resize() || 'no error'"))
        .as("what Escape and T do")
        .isEqualTo("no error");
  }

  @Test
  void framesThatAreNoCodeAreExplained() {
    browser.open("http://127.0.0.1:" + host.port() + "/debug/pprof/goroutine?format=flamegraph");
    browser.type("#search", "no stack", Keys.ENTER);

    assertThat(browser.text("#status"))
        .startsWith("[no stack] \u2013 ")
        .endsWith("Samples of which the profiler got no stack, or threads that had none.");
  }

  /** The profiler meets such stacks now and then, but not when a test asks for them. */
  @Test
  void stacksThatBreakOffAreExplained() {
    browser.open(page.toUri().toString());

    assertThat(browser.evaluate("markerNote('break_interpreted')"))
        .asString()
        .contains("could not walk this stack further");
    assertThat(browser.evaluate("markerNote('unknown_Java')")).asString().contains("no method");
    assertThat(browser.evaluate("markerNote('com.example.Bot.run')")).isEqualTo("");
  }

  @Test
  void fitsAPhone() throws IOException {
    try (Browser phone = Browser.phone(directory)) {
      phone.open(page.toUri().toString());

      assertThat(phone.evaluate("document.documentElement.scrollWidth")).isEqualTo(400L);
      assertThat(phone.find("#hottest").getLocation().y)
          .as("the table, below the graph")
          .isGreaterThan(
              phone.find("#graph").getLocation().y + phone.find("#graph").getSize().height - 1);
      assertThat(phone.find("#include").isDisplayed()).isFalse();
      phone.click("#choices summary");
      assertThat(phone.find("#include").isDisplayed()).isTrue();
      assertThat(phone.consoleErrors()).isEmpty();
    }
  }
}
