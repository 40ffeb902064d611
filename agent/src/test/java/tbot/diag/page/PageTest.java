package tbot.diag.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void linksAreRelativeToThePage() {
    assertThat(Page.rootOf("/")).isEmpty();
    assertThat(Page.rootOf("/nonsense")).isEmpty();
    assertThat(Page.rootOf("/debug/pprof/")).isEqualTo("../../");
    assertThat(new Page("../../", "x").html())
        .contains("href=\"../../\">Home<", "href=\"../../debug/pprof/\">Profiles<")
        .doesNotContain("href=\"/");
    assertThat(new Page("", "x").html()).contains("href=\"./\">Home<", "href=\"metrics\"");
  }

  @Test
  void withoutDebugModeThereIsNoLinkToProfiles() {
    assertThat(new Page("", "x").withoutProfiles().html())
        .doesNotContain("debug/pprof")
        .contains("metrics");
  }

  @Test
  void strangersLearnNothingOfTheProgram() {
    assertThat(new Page("", "x").html()).contains(">pid ");
    assertThat(new Page("", "x").withoutProgram().html())
        .contains("<title>tbot-diag \u2013 x</title>")
        .doesNotContain(">pid ", "href=\"metrics\"", System.getProperty("sun.java.command"));
  }

  @Test
  void titlesAreEscaped() {
    assertThat(new Page("", "<b>").html()).contains("\u2013 &lt;b&gt;</title>");
  }
}
