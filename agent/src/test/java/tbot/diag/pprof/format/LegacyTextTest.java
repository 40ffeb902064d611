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

class LegacyTextTest {

  private static final CallStack STACK = Stacks.java("inner", "outermost");

  private final SyntheticAddresses addresses = new SyntheticAddresses();

  @Test
  void writesCountsInGosForm() throws IOException {
    SampleTable samples = new SampleTable(1);
    samples.add(Stacks.java("rare"), null, 1);
    samples.add(STACK, null, 41);

    ValueType type = new ValueType("goroutine", "count");
    String text = write("goroutine", new ProfileHeader(type, 1, type), samples);

    String inner = hex(addresses.addressOf(STACK, 0, 1));
    String outer = hex(addresses.addressOf(STACK, 1, 2));
    assertThat(text)
        .startsWith(
            "goroutine profile: total 42\n41 @ "
                + hex(addresses.addressOf(STACK, 0, 1) + 1)
                + " "
                + hex(addresses.addressOf(STACK, 1, 2) + 1)
                + "\n#\t"
                + inner
                + "\ta.B.inner+0x0\t\ta/B.java:1\n#\t"
                + outer
                + "\ta.B.outermost+0x0\ta/B.java:2\n\n1 @ ");
  }

  @Test
  void inlinedFramesShareTheAddressOfTheirLocation() throws IOException {
    SampleTable samples = new SampleTable(1);
    CallStack stack =
        new CallStack(Stacks.java("inlined", 7, true), Stacks.java("compiled", 8, false));
    samples.add(stack, null, 1);

    ValueType type = new ValueType("goroutine", "count");
    String text = write("goroutine", new ProfileHeader(type, 1, type), samples);

    long address = addresses.addressOf(stack, 0, 2);
    assertThat(text.lines().skip(1))
        .containsExactly(
            "1 @ " + hex(address + 1),
            "#\t" + hex(address) + "\ta.B.inlined+0x0\t\ta/B.java:7",
            "#\t" + hex(address) + "\ta.B.compiled+0x0\ta/B.java:8",
            "");
  }

  @Test
  void namesOfLocationsThatFewRowsHaveAreKept() throws IOException {
    SampleTable samples = new SampleTable(1);
    samples.add(Stacks.java("heaviest"), null, 1_000_000);
    for (int i = 0; i < SyntheticAddresses.MAX_NAMES; i++) {
      samples.add(Stacks.java("inner", "outermost"), Label.text("row", "" + i), 1);
    }

    ValueType type = new ValueType("goroutine", "count");
    write("goroutine", new ProfileHeader(type, 1, type), samples);

    long address = new SyntheticAddresses().addressOf(Stacks.java("heaviest"), 0, 1);
    assertThat(addresses.nameAt(address)).isEqualTo("a.B.heaviest");
  }

  @Test
  void writesTheDelayOfContentionFirst() throws IOException {
    SampleTable samples = new SampleTable(2);
    samples.add(STACK, Label.text("class", "a.Lock"), 3, 5_000_000);

    assertThat(write("mutex", contention(), samples))
        .startsWith("--- mutex:\ncycles/second=1000000000\nsampling period=1\n5000000 3 @ 0x");
    assertThat(write("block", contention(), samples))
        .startsWith("--- contention:\ncycles/second=1000000000\n5000000 3 @ 0x");
  }

  @Test
  void writesLiveObjectsFirstAndARateOfOne() throws IOException {
    SampleTable samples = new SampleTable(4);
    samples.add(STACK, null, 10, 1000, 2, 200);
    samples.add(Stacks.java("other"), null, 1, 50, 0, 3);

    assertThat(write("heap", heap(), samples).lines().filter(line -> line.contains("[")))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("heap profile: 2: 203 [11: 1050] @ heap/2"),
            second -> assertThat(second).startsWith("2: 200 [10: 1000] @ 0x"),
            third -> assertThat(third).startsWith("1: 3 [1: 50] @ 0x"));
  }

  private static ProfileHeader contention() {
    ValueType contentions = new ValueType("contentions", "count");
    return new ProfileHeader(contentions, 1, contentions, new ValueType("delay", "nanoseconds"));
  }

  private static ProfileHeader heap() {
    return new ProfileHeader(
        new ValueType("space", "bytes"),
        524_288,
        new ValueType("alloc_objects", "count"),
        new ValueType("alloc_space", "bytes"),
        new ValueType("inuse_objects", "count"),
        new ValueType("inuse_space", "bytes"));
  }

  private String write(String name, ProfileHeader header, SampleTable samples) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LegacyText.write(new Profile(header, samples), name, addresses, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }
}
