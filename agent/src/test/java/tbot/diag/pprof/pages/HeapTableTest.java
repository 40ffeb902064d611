package tbot.diag.pprof.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import tbot.diag.http.Query;

class HeapTableTest {

  private final HeapTable table = new HeapTable();

  @Test
  void saysWhatCountingCostsBeforeItCounts() throws Exception {
    assertThat(html("format=table"))
        .contains("Counting stops all threads of the program")
        .doesNotContain("<tbody>", "The last time");
  }

  @Test
  void countsOnRequest() throws Exception {
    assertThat(html("format=table&count=1"))
        .containsPattern("<td>byte\\[\\]</td><td class=\"number\" data-n=\"\\d+\">[0-9,]+</td>")
        .containsPattern("The last time it took \\d+ ms");
    assertThat(html("format=table")).containsPattern("The last time it took \\d+ ms");
  }

  @Test
  void collectsGarbageOnRequest() throws Exception {
    assertThat(html("format=table&gc=1")).contains("just after a collection", "<td>byte[]</td>");
    assertThat(html("format=table&gc=0")).doesNotContain("<tbody>");
  }

  private String html(String query) throws Exception {
    return table.html(new Query(URI.create("/debug/pprof/heap?" + query)));
  }
}
