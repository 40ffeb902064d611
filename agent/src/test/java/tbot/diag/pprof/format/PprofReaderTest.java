package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

class PprofReaderTest {

  private static final ValueType CPU = new ValueType("cpu", "nanoseconds");
  private static final ValueType SAMPLES = new ValueType("samples", "count");

  private static Profile sample() {
    SampleTable table = new SampleTable(2);
    Function java = new Function(Function.Origin.JAVA, "a.B.c", "a/B.java");
    Function inner = new Function(Function.Origin.JAVA, "a.B.inner", "a/B.java", 6);
    Function kernel = new Function(Function.Origin.KERNEL, "read", "");
    table.add(
        new CallStack(
            new Frame(kernel, 0, false), new Frame(inner, 7, true), new Frame(java, 300, false)),
        Label.text("thread", "main", Label.number("size", 12, "bytes", null)),
        1,
        10_000_000);
    table.add(CallStack.ofNative("[x]"), null, -3, Long.MIN_VALUE);
    ProfileHeader header =
        new ProfileHeader(CPU, 10_000_000, SAMPLES, CPU)
            .at(5)
            .lasting(7)
            .preferring("cpu")
            .comment("a comment")
            .ofProgram("bot.jar");
    return new Profile(header, table);
  }

  private static byte[] write(Profile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = ProfileFormat.PPROF.open(bytes)) {
      ProfileFormat.PPROF.write(profile, "cpu", Symbols.ofOtherProcess(), out);
    }
    return bytes.toByteArray();
  }

  private static List<String> rows(Profile profile) {
    List<String> rows = new ArrayList<>();
    profile.<RuntimeException>forEach(
        (stack, label, values) -> {
          StringBuilder row = new StringBuilder(Arrays.toString(values));
          for (int i = 0; i < stack.depth(); i++) {
            Frame frame = stack.frame(i);
            row.append(' ').append(frame).append(frame.function().origin());
            row.append(frame.function().file()).append(frame.isInlined());
            row.append(frame.function().startLine());
          }
          for (Label one = label; one != null; one = one.next()) {
            row.append(' ').append(one.key()).append(one.text()).append(one.number());
          }
          rows.add(row.toString());
        });
    return rows;
  }

  @Test
  void readsWhatTheWriterWrote() throws IOException {
    Profile read = PprofReader.read(write(sample()));

    assertThat(rows(read)).isEqualTo(rows(sample()));
    ProfileHeader header = read.header();
    assertThat(header.comments()).isEqualTo(sample().header().comments());
    assertThat(header.program()).isEqualTo("bot.jar");
    assertThat(header.timeNanos()).isEqualTo(5);
    assertThat(header.durationNanos()).isEqualTo(7);
    assertThat(header.period()).isEqualTo(10_000_000);
    assertThat(header.periodType().type()).isEqualTo("cpu");
    assertThat(header.sampleTypes())
        .extracting(ValueType::unit)
        .containsExactly("count", "nanoseconds");
    assertThat(header.weightIndex()).isEqualTo(1);
  }

  @Test
  void bytesOfAnythingElseAreRefused() {
    for (String text : new String[] {"", "no profile", "<html></html>", "404 - not found\n"}) {
      assertThatThrownBy(() -> PprofReader.read(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void damagedProfilesAreReadOrRefused() throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ProfileFormat.PPROF.write(sample(), "cpu", Symbols.ofOtherProcess(), plain);
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = plain.toByteArray();
      for (int j = 0; j <= i % 3; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(PprofReader.read(damaged)).isNotNull();
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("Exception");
      }
    }
  }
}
