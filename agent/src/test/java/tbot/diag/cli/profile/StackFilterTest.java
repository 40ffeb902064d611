package tbot.diag.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;

class StackFilterTest {

  private static Profile profile(String... stacks) {
    ValueType cpu = new ValueType("cpu", "nanoseconds");
    SampleTable table = new SampleTable(1);
    for (String stack : stacks) {
      List<Frame> frames = new ArrayList<>();
      for (String name : stack.split(" ", -1)) {
        frames.add(Frame.ofNative(name));
      }
      table.add(new CallStack(frames.toArray(new Frame[0])), null, 10_000_000);
    }
    return new Profile(new ProfileHeader(cpu, 1, cpu), table);
  }

  private static List<String> names(Profile profile) {
    List<String> names = new ArrayList<>();
    profile.<RuntimeException>forEach((stack, label, values) -> names.add(stack.toString()));
    return names;
  }

  @Test
  void keepsStacksThatMatchAndDropsThoseThatMustNot() {
    Profile profile = profile("a.B.x a.B.main", "a.C.y a.B.main", "a.C.z");
    StackFilter filter = new StackFilter(Pattern.compile("B\\.main$"), Pattern.compile("C"));
    assertThat(names(filter.apply(profile))).containsExactly("[a.B.x:0, a.B.main:0]");
    assertThat(filter.apply(profile).header().comments())
        .contains("filter: include=B\\.main$ exclude=C");
  }

  @Test
  void anExpressionThatJavaCannotMatchIsOneLine() {
    Profile profile = profile("a".repeat(100_000));
    StackFilter filter = new StackFilter(Pattern.compile("(a|b)*c"), null);
    assertThatThrownBy(() -> filter.apply(profile))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("the regular expression (a|b)*c is too complex");
  }

  @Test
  void anEmptyFilterChangesNothing() {
    Profile profile = profile("a");
    assertThat(new StackFilter(null, null).apply(profile)).isSameAs(profile);
  }

  @Test
  void aTableShowsSelfAndTotalAndCountsRecursionOnce() {
    StringWriter out = new StringWriter();
    HotMethods methods = new HotMethods(profile("f f g", "g", "very.long.name.of.a.Class.h g"));
    MethodTable.print(methods, 10, 80, new PrintWriter(out, true));
    assertThat(out.toString().lines())
        .containsExactly(
            "   self           total          method, by cpu",
            "10.0 ms  33.3%  30.0 ms  100.0%  g",
            "10.0 ms  33.3%  10.0 ms   33.3%  f",
            "10.0 ms  33.3%  10.0 ms   33.3%  very.long.name.of.a.Class.h");
    StringWriter narrow = new StringWriter();
    MethodTable.print(methods, 10, 55, new PrintWriter(narrow, true));
    assertThat(narrow.toString().lines())
        .allMatch(line -> line.length() < 55)
        .anyMatch(line -> line.endsWith("  ....name.of.a.Class.h"));
  }

  @Test
  void aProfileWithoutSamplesSaysSo() {
    StringWriter out = new StringWriter();
    MethodTable.print(new HotMethods(profile()), 10, 80, new PrintWriter(out, true));
    assertThat(out.toString()).startsWith("no samples");
  }
}
