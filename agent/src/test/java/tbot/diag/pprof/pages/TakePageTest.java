package tbot.diag.pprof.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;

class TakePageTest {

  private final TakePage page =
      new TakePage(
          List.of(
              new IndexEntry(Group.CPU, "CPU time", "/debug/pprof/profile", "").lasting(30),
              new IndexEntry(Group.MEMORY, "Heap", "/debug/pprof/heap", "").spanning("now"),
              new IndexEntry(Group.CPU, "Slow calls", "/debug/pprof/latency", "")
                  .asking(TextField.required("method", "Method", "com.example.Bot#renew", " of {}"))
                  .asking(TextField.optional("threshold", "from", "50ms", ", {} or longer"))
                  .lasting(30),
              new IndexEntry(Group.MEMORY, "Native memory", "/debug/pprof/nativemem", "")
                  .asking(new Checkbox("leak", "not freed"))
                  .lasting(30),
              new IndexEntry(Group.TOOLS, "Symbols", "/debug/pprof/symbol", "").plain()));

  @Test
  void hasTheAddressAndTheTimeOfTheProfile() throws BadRequestException {
    assertThat(html("profile=profile&seconds=5&format=flamegraph"))
        .contains("data-seconds=\"5\" data-url=\"profile?seconds=5&amp;format=flamegraph\"")
        .contains("content=\"0; url=profile?seconds=5&amp;format=flamegraph\"");
    assertThat(html("profile=profile&seconds=&format=pprof"))
        .contains("data-seconds=\"30\" data-url=\"profile?format=pprof\"");
    assertThat(html("profile=heap")).contains("data-seconds=\"0\" data-url=\"heap\"");
  }

  @Test
  void passesOnWhatTheFieldsOfTheProfileHave() throws BadRequestException {
    assertThat(html("profile=latency&method=a.B%23c%28int%29&threshold=2s&seconds=5"))
        .contains("data-url=\"latency?method=a.B%23c%28int%29&amp;threshold=2s&amp;seconds=5\"")
        .contains("<h1>Slow calls of a.B#c(int), 2s or longer</h1>");
    assertThat(html("profile=latency&method=a.B%23c&threshold="))
        .contains("data-url=\"latency?method=a.B%23c\"", ">Slow calls of a.B#c, 50ms or longer<");
    assertThat(html("profile=nativemem&leak=1"))
        .contains("data-url=\"nativemem?leak=1\"", "<h1>Native memory, not freed</h1>");
    assertThat(html("profile=nativemem"))
        .contains("data-url=\"nativemem\"", "<h1>Native memory</h1>");
  }

  @Test
  void valuesCannotBreakThePage() throws BadRequestException {
    assertThat(html("profile=latency&method=%3Cb%3E%22&threshold=%27&format=a%22b"))
        .contains("data-url=\"latency?method=%3Cb%3E%22&amp;threshold=%27&amp;format=a%22b\"")
        .contains("<h1>Slow calls of &lt;b&gt;&quot;, &#39; or longer</h1>")
        .doesNotContain("<b>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "profile=nonsense",
        "profile=symbol",
        "profile=//evil.example.org",
        "profile=profile&seconds=0"
      })
  void refusesWhatIsNoProfile(String query) {
    assertThatThrownBy(() -> html(query)).isInstanceOf(BadRequestException.class);
  }

  private String html(String query) throws BadRequestException {
    return page.html(new Query(URI.create("/debug/pprof/take?" + query)));
  }
}
