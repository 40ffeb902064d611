package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  void colorsFramesByTheirOrigin() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(
        new CallStack(
            Stacks.of(Function.Origin.KERNEL, "do_futex"),
            Stacks.of(Function.Origin.NATIVE, "Unsafe_Park"),
            Stacks.of(Function.Origin.NATIVE, "Parker::park"),
            Stacks.java("inlined", 1, true),
            Stacks.java("compiled", 2, false)),
        null,
        1,
        10);

    // The numbers of the library's page: the index of the name times eight and the type.
    assertThat(page(samples, 1000).lines().filter(line -> line.matches("[fun]\\(\\d+.*\\)")))
        .extracting(line -> Integer.parseInt(line.replaceAll("^.\\(|[,)].*", "")) % 8)
        .as("all, compiled, inlined, C++, native, kernel")
        .containsExactly(3, 1, 2, 4, 3, 5);
  }

  @Test
  void namesCannotEndTheScript() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(
        new CallStack(
            Stacks.of(Function.Origin.NATIVE, "</script><script>alert(1)//'\\\n"),
            Stacks.of(Function.Origin.NATIVE, "<!--<script")),
        Label.text("class", "x</ScRiPt>"),
        1,
        10);

    String page = page(samples, 1000);

    assertThat(page).doesNotContain("<script>alert", "</ScRiPt>", "<!--<");
    assertThat(page).contains("alert(1)//\\'\\\\?");
  }

  @Test
  void showsTheClassOfAnAllocation() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(Stacks.java("make"), Label.text("class", "byte[]"), 1, 10);
    samples.add(Stacks.java("run"), Label.text("thread", "worker"), 1, 10);

    assertThat(names(page(samples, 1000))).contains("byte[]", "a.B.run").doesNotContain("worker");
  }

  @Test
  void drawsTheHeaviestStacksWithinTheLimit() throws IOException {
    SampleTable samples = new SampleTable(2);
    for (int i = 1; i <= 100; i++) {
      samples.add(Stacks.java("method" + i), null, 1, i);
    }

    assertThat(names(page(samples, 10)))
        .contains("(other stacks)", "a.B.method100", "a.B.method91")
        .doesNotContain("a.B.method90", "a.B.method1");
  }

  @Test
  void leavesOutNegativeWeights() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(Stacks.java("more"), null, 1, 10);
    samples.add(Stacks.java("fewer"), null, -1, -10);

    assertThat(names(page(samples, 1000))).contains("a.B.more").doesNotContain("a.B.fewer");
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
        .hasMessageContaining("went away");
  }

  @Test
  void writesAPageForAnEmptyProfile() throws IOException {
    assertThat(page(new SampleTable(2), 1000)).contains("</html>");
  }

  @Test
  void titleNamesProfileWeightSpanAndTime() throws IOException {
    assertThat(page(new SampleTable(2), 1000))
        .contains(" \u2013 profile (cpu), 2.5 s, 2001-09-09 01:46:40 UTC</h1>");
  }

  /**
   * The names on a page. Each begins with the length of the prefix that it shares with the last.
   */
  private static List<String> names(String page) {
    List<String> names = new ArrayList<>();
    String last = "";
    int begin = page.indexOf("const cpool = [\n") + "const cpool = [\n".length();
    for (String line : page.substring(begin, page.indexOf("\n];", begin)).split(",\n", -1)) {
      String packed = line.substring(1, line.lastIndexOf('\''));
      last =
          names.isEmpty() ? packed : last.substring(0, packed.charAt(0) - 32) + packed.substring(1);
      names.add(last);
    }
    return names;
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
