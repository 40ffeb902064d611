package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.Stacks;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Function;

class CollapsedStacksTest {

  private final SampleTable samples = new SampleTable(2);

  @Test
  void writesOneLinePerStackOutermostFirst() throws IOException {
    samples.add(Stacks.java("inner", "outer"), Label.text("thread", "worker"), 1, 20);
    samples.add(Stacks.java("make"), Label.text("class", "byte[]"), 3, 40);

    assertThat(write("last")).isEqualTo("a.B.outer;a.B.inner 20\na.B.make;byte[] 40\n");
  }

  @Test
  void showsAClassOnceIfItIsTheStack() throws IOException {
    samples.add(
        new CallStack(Stacks.of(Function.Origin.NATIVE, "byte[]")),
        Label.text("class", "byte[]"),
        3,
        40);

    assertThat(write("last")).isEqualTo("byte[] 40\n");
  }

  @Test
  void weighsByThePreferredValue() throws IOException {
    samples.add(Stacks.java("run"), null, 3, 40);

    assertThat(write("first")).isEqualTo("a.B.run 3\n");
  }

  @Test
  void leavesOutSamplesWithoutPositiveWeight() throws IOException {
    samples.add(Stacks.java("run"), null, 3, 0);
    samples.add(Stacks.java("less"), null, 3, -1);

    assertThat(write("last")).isEmpty();
  }

  @Test
  void replacesSeparatorsInNames() throws IOException {
    samples.add(new CallStack(Stacks.of(Function.Origin.NATIVE, "a;b\nc")), null, 3, 1);

    assertThat(write("last")).isEqualTo("a:b c 1\n");
  }

  private String write(String preferred) throws IOException {
    ValueType last = new ValueType("last", "bytes");
    ProfileHeader header =
        new ProfileHeader(last, 1, new ValueType("first", "count"), last).preferring(preferred);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CollapsedStacks.write(new Profile(header, samples), out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
