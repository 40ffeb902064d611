package tbot.diag.pprof.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tbot.diag.page.PageResource;

/** What the scripts must know of the Java side. */
class PageScriptsTest {

  @Test
  void theFilterKnowsEachPackageOfTheAgent() throws URISyntaxException {
    String script = PageResource.text(FlameGraphPage.class, "filter.js");
    Matcher own =
        Pattern.compile("tbot\\\\\\\\\\.diag\\\\\\\\\\.\\(\\?:([^)]*)\\)").matcher(script);
    assertThat(own.find()).isTrue();
    List<String> known = List.of(own.group(1).replaceAll("[^\\w|]", "").split("\\|", -1));

    assertThat(known).contains("Agent", "pprof").containsAll(packages());
  }

  private static List<String> packages() throws URISyntaxException {
    Path classes =
        Path.of(FlameGraphPage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    File[] folders = classes.resolve("tbot/diag").toFile().listFiles(File::isDirectory);
    assertThat(folders).isNotEmpty();
    return Arrays.stream(folders).map(File::getName).toList();
  }

  @Test
  void thePaletteHasEachTypeOfFrame() {
    String script = PageResource.text(FlameGraphPage.class, "colors.js");

    assertThat(Pattern.compile("\\{title: ").matcher(script).results())
        .hasSize(FrameType.values().length);
    assertThat(Arrays.stream(FrameType.values()).mapToInt(FrameType::index))
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }
}
