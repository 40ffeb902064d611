package tbot.diag.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** The tables of the heap and of the threads. */
class TablesIT {

  private static final String HEAP = "/debug/pprof/heap?format=table";
  private static final String THREADS = "/debug/pprof/goroutine?format=table";

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
  void theHeapIsCountedSortedFilteredAndCompared() throws IOException {
    try (Browser browser = Browser.desk(directory, 1200, 900)) {
      browser.open(host.url(HEAP));
      assertThat(browser.text(".warning")).startsWith("Counting stops all threads");
      assertThat(browser.findAll(".heap")).isEmpty();

      browser.click("button[name=count]");
      browser.find(".heap [aria-sort=descending]");
      assertThat(browser.findAll(".change:not([hidden])")).isEmpty();

      browser.click(".heap th:first-child .sort");
      assertThat(browser.evaluate("document.querySelector('.heap th').ariaSort"))
          .isEqualTo("ascending");
      List<?> names =
          (List<?>)
              browser.evaluate(
                  "Array.from(document.querySelectorAll('.heap td:first-child'),"
                      + " cell => cell.textContent)");
      assertThat(names.stream().map(String.class::cast)).hasSizeGreaterThan(100).isSorted();

      browser.type(".search input", "java.lang.String");
      browser.await(
          "few rows",
          () ->
              browser.findAll(".heap tbody tr:not([hidden])").stream()
                  .allMatch(row -> row.getText().contains("java.lang.String")));
      assertThat(browser.text(".search .what")).matches("\\d+ classes, [\\d.]+ [KM]iB");

      browser.click("button[name=gc]");
      browser.await("the change", () -> browser.text(".since").startsWith("Change since "));
      assertThat(browser.text(".change")).isEqualTo("Change");
      assertThat(browser.findAll(".heap .less, .heap .more")).isNotEmpty();
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void deadlocksComeFirstAndThreadsAreFound() throws IOException {
    try (Browser browser = Browser.phone(directory)) {
      browser.open(host.url(THREADS));
      assertThat(browser.findAll(".deadlock").stream().map(WebElement::getText))
          .anySatisfy(
              text ->
                  assertThat(text)
                      .startsWith("Deadlock of 2 threads")
                      .containsPattern(
                          "left <b> waits for java.lang.Object <0x\\w+>, held by right"))
          .anySatisfy(
              text ->
                  assertThat(text)
                      .startsWith("Deadlock of 3 threads")
                      .containsPattern("philosopher-2 waits for .*Sync .*, held by philosopher-0"));

      browser.type(".search input", "philosopher");
      browser.await("one group", () -> visibleGroups(browser).size() == 1);
      assertThat(visibleGroups(browser).get(0).getText()).startsWith("3 waiting");
      visibleGroups(browser).get(0).findElement(By.tagName("summary")).click();
      assertThat(browser.text(".group[open] pre")).contains("DeadlockHost.lockBoth:");
      assertThat(browser.text(".group[open] .threads"))
          .contains("philosopher-0 #", ", held by philosopher-1");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  private static List<WebElement> visibleGroups(Browser browser) {
    return browser.findAll(".group:not([hidden])");
  }

  @OnEachJvm
  @Test
  void eachJvmHasBothTables() throws IOException {
    int virtual = ChildJvm.feature() >= 21 ? 7 : 0;
    try (ChildJvm parked =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.ParkedHost", "5", String.valueOf(virtual))) {
      parked.awaitStdout("ready");
      int port = parked.awaitDiagPort();

      assertThat(Http.get(port, HEAP + "&count=1").body()).contains("<td>byte[]</td>");
      String threads = Http.get(port, THREADS).body();
      assertThat(threads)
          .contains("class=\"number\">5</span> <span class=\"state\">waiting</span>")
          .contains("parked &lt;&amp;&#39;&quot;&gt; 0, ")
          .contains("tbot.diag.hosts.ParkedHost.parkPlatform:");
      if (virtual > 0) {
        assertThat(threads)
            .contains(" and 7 virtual ones", "class=\"number\">7</span>")
            .contains("tbot.diag.hosts.ParkedHost.parkVirtual:");
      }
    }
  }
}
