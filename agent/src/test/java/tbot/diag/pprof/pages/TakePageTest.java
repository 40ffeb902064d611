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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "profile=nonsense",
        "profile=symbol",
        "profile=//evil.example.org",
        "profile=profile&seconds=0",
        "profile=profile&format=a%22b"
      })
  void refusesWhatIsNoProfile(String query) {
    assertThatThrownBy(() -> html(query)).isInstanceOf(BadRequestException.class);
  }

  private String html(String query) throws BadRequestException {
    return page.html(new Query(URI.create("/debug/pprof/take?" + query)));
  }
}
