package tbot.diag.pprof.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IndexPageTest {

  private static final String ORIGIN = "http://127.0.0.1:3001";

  private final IndexPage page =
      new IndexPage(
          List.of(
              new IndexEntry(Group.CPU, "CPU time", "/debug/pprof/profile", "Where").lasting(30),
              new IndexEntry(Group.CPU, "Slow calls", "/debug/pprof/latency", "Where")
                  .asking(TextField.required("method", "Method", "com.example.Bot#renew", " of {}"))
                  .asking(TextField.optional("threshold", "from", "50ms", ", {} or longer"))
                  .withoutLink()
                  .lasting(30),
              new IndexEntry(Group.MEMORY, "Heap", "/debug/pprof/heap", "What")
                  .spanning("now")
                  .withTable("table of classes")
                  .counted(() -> "17"),
              new IndexEntry(Group.TOOLS, "For fgprof", "/debug/fgprof", "The same").lasting(30),
              new IndexEntry(Group.TOOLS, "Symbols", "/debug/pprof/symbol", "Names").plain()));

  @Test
  void groupsWhatPeopleUseAndFoldsTheRest() throws Exception {
    String html = page.html(ORIGIN, null);

    assertThat(html).containsSubsequence("<h2>CPU and time</h2>", "CPU time", "<h2>Memory</h2>");
    assertThat(html).containsSubsequence("<details><summary>For scrapers", "fgprof", "Symbols");
    assertThat(html).containsSubsequence(">17<", ">Heap<", "href=\"heap\"", "heap?format=table");
  }

  @Test
  void formsLeadToThePageThatWaitsUnlessToolsAsk() throws Exception {
    assertThat(page.html(ORIGIN, null))
        .containsSubsequence("<form action=\"take\">", "name=\"profile\" value=\"profile\"")
        .contains("<form action=\"../fgprof\">");
  }

  @Test
  void asksForWhatAProfileNeeds() throws Exception {
    assertThat(page.html(ORIGIN, "latency"))
        .containsSubsequence(
            "name=\"profile\" value=\"latency\"",
            "<input type=\"text\" name=\"method\" placeholder=\"com.example.Bot#renew\"",
            " required></label>",
            "<input type=\"text\" name=\"threshold\" placeholder=\"50ms\"",
            "<select name=\"seconds\"")
        .doesNotContain("href=\"latency\"")
        .contains(
            "/latency?method=com.example.Bot%23renew&amp;threshold=50ms&amp;seconds=10&#39;\n")
        .contains("threshold=50ms&amp;seconds=10&amp;format=flamegraph&#39;");
  }

  @Test
  void commandsOfTheChosenProfileAreShown() throws Exception {
    assertThat(page.html(ORIGIN, null))
        .contains("<pre data-profile=\"profile\">go tool pprof -http=: &#39;" + ORIGIN)
        .contains("<pre data-profile=\"heap\" hidden>")
        .doesNotContain("data-profile=\"symbol\"");
    assertThat(page.html(ORIGIN, "heap"))
        .contains("<pre data-profile=\"heap\">", "<pre data-profile=\"profile\" hidden>")
        .contains("<option value=\"heap\" selected>");
  }
}
