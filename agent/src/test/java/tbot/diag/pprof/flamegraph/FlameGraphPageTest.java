package tbot.diag.pprof.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.Stacks;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Function;

class FlameGraphPageTest {

  @Test
  void tellsTheTypesOfFrames() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(
        new CallStack(
            Stacks.of(Function.Origin.NATIVE, "(not sampled)"),
            Stacks.of(Function.Origin.KERNEL, "do_futex"),
            Stacks.of(Function.Origin.NATIVE, "Unsafe_Park"),
            Stacks.of(Function.Origin.NATIVE, "Parker::park"),
            Stacks.java("inlined", 7, true),
            Stacks.java("compiled", 2, false)),
        Label.text("class", "byte[]"),
        1,
        10);

    // Three numbers for each frame: its name, its type, its line.
    assertThat(numbers(page(samples, 1000), "frames"))
        .as("compiled, inlined, C++, native, kernel, marker, class")
        .containsExactly(3, 0, 2, 4, 1, 7, 1, 3, 0, 2, 2, 0, 6, 4, 0, 0, 6, 0, 5, 5, 0);
  }

  @Test
  void equalBeginningsOfStacksAreOneNode() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(Stacks.java("heavy", "run"), null, 1, 30);
    samples.add(Stacks.java("light", "run"), null, 1, 10);

    String page = page(samples, 1000);

    assertThat(numbers(page, "nodes")).as("steps back, frames").containsExactly(0, 0, 0, 1, 1, 2);
    assertThat(numbers(page, "rows"))
        .as("steps, threads, weights")
        .containsExactly(2, 0, 3, 1, 0, 1);
    assertThat(page).contains("\"scale\":10,");
  }

  @Test
  void namesThreadsWhereTheProfileKnowsThem() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(Stacks.java("run"), Label.text("thread", "worker"), 1, 20);
    samples.add(Stacks.java("run"), Label.text("thread", "main"), 1, 10);
    samples.add(Stacks.java("run"), null, 1, 5);

    String page = page(samples, 1000);

    assertThat(page).contains("\"threads\":[\"worker\",\"main\"]");
    assertThat(numbers(page, "rows")).containsExactly(1, 1, 4, 0, 2, 2, 0, 0, 1);
    assertThat(page(new SampleTable(2), 1000)).contains("\"threads\":[]");
  }

  @Test
  void namesCannotEndTheScript() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(
        new CallStack(
            Stacks.of(Function.Origin.NATIVE, "</script><script>alert(1)//'\"\\\n\u2028"),
            Stacks.of(Function.Origin.NATIVE, "<!--<script")),
        Label.text("thread", "x</ScRiPt>&\ud800"),
        1,
        10);

    String page = page(samples, 1000);

    assertThat(page).doesNotContain("<script>alert", "</ScRiPt>", "<!--<", "\u2028");
    assertThat(page)
        .contains("/script\\u003e\\u003cscript\\u003ealert(1)//'\\u0022\\u005c\\u000a\\u2028")
        .contains("x\\u003c/ScRiPt\\u003e\\u0026\\ud800");
  }

  @Test
  void keepsTheHeaviestStacksWithinTheLimit() throws IOException {
    SampleTable samples = new SampleTable(2);
    for (int i = 1; i <= 100; i++) {
      samples.add(Stacks.java("method" + i), null, 1, i);
    }

    String page = page(samples, 10);

    assertThat(numbers(page, "nodes")).hasSize(2 * 11);
    assertThat(rowWeights(page)).containsExactly(100, 99, 98, 97, 96, 95, 94, 93, 92, 91, 4095);
    assertThat(page).contains("(other stacks)");
  }

  @Test
  void leavesOutNegativeWeights() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(Stacks.java("more"), null, 1, 10);
    samples.add(Stacks.java("fewer"), null, -1, -10);

    assertThat(page(samples, 1000)).contains("a.B.more").doesNotContain("a.B.fewer");
  }

  @Test
  void leavesTheStreamOpenAndReportsItsFailure() {
    Profile empty = new Profile(header(), new SampleTable(2));
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }

          @Override
          public void close() {
            throw new AssertionError("closed by the page");
          }
        };

    assertThatThrownBy(() -> FlameGraphPage.write(empty, "cpu", broken))
        .isInstanceOf(IOException.class)
        .hasMessage("broken pipe");
  }

  @Test
  void titleNamesProfileWeightSpanAndTime() throws IOException {
    assertThat(page(new SampleTable(2), 1000))
        .contains(">profile (cpu), 2.5 s, 2001-09-09 01:46:40 UTC</h1>")
        .contains("\"durationMillis\":2500,")
        .endsWith("</html>\n");
  }

  @Test
  void linksLeadToTheRootOfTheListener() throws IOException {
    assertThat(page(new SampleTable(2), 1000)).contains("href=\"../../metrics\"");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FlameGraphPage.write(new Profile(header(), new SampleTable(2)), "fgprof", out);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("href=\"../metrics\"");
  }

  private static List<Integer> rowWeights(String page) {
    List<Integer> rows = numbers(page, "rows");
    Matcher scale = Pattern.compile("\"scale\":(\\d+)").matcher(page);
    assertThat(scale.find()).isTrue();
    return IntStream.range(0, rows.size() / 3)
        .mapToObj(i -> rows.get(3 * i + 2) * Integer.parseInt(scale.group(1)))
        .toList();
  }

  /** A list of numbers in the page's data. */
  private static List<Integer> numbers(String page, String key) {
    Matcher list = Pattern.compile("\"" + key + "\":\\[([^\\]]*)]").matcher(page);
    assertThat(list.find()).isTrue();
    return Arrays.stream(list.group(1).split(",", -1)).map(Integer::valueOf).toList();
  }

  private static String page(SampleTable samples, int maxNodes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FlameGraphPage.write(new Profile(header(), samples), "profile", out, maxNodes);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ProfileHeader header() {
    ValueType cpu = new ValueType("cpu", "nanoseconds");
    return new ProfileHeader(cpu, 10_000_000, new ValueType("samples", "count"), cpu)
        .at(1_000_000_000_000_000_000L)
        .lasting(2_500_000_000L);
  }
}
