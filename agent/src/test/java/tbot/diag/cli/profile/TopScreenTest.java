package tbot.diag.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;

class TopScreenTest {

  private static final LocalTime TIME = LocalTime.of(12, 0);

  private static Profile profile(boolean threads) {
    SampleTable samples = new SampleTable(1);
    for (int i = 1; i <= 40; i++) {
      CallStack stack = new CallStack(Frame.ofNative("leaf" + i), Frame.ofNative("outer"));
      samples.add(stack, threads ? Label.text(Label.THREAD, "t" + i) : null, i * 1_000_000L);
    }
    ValueType type = new ValueType("cpu", "nanoseconds");
    return new Profile(new ProfileHeader(type, 1, type), samples);
  }

  private static TopScreen screen(boolean byTotal) {
    return new TopScreen("bot.jar", ProfileKind.CPU, byTotal, "no wall: \u001b");
  }

  @Test
  void methodsAndThreadsFitTheTerminal() {
    for (int rows : new int[] {12, 24, 50}) {
      List<String> lines = screen(false).lines(profile(true), TIME, 80, rows);

      assertThat(lines).hasSizeLessThanOrEqualTo(rows);
      assertThat(lines.get(0)).isEqualTo("bot.jar   cpu   820.0 ms in the last second   12:00:00");
      assertThat(lines.get(2)).isEqualTo("no wall: \\u001b");
      assertThat(lines.get(3)).matches(" *self +total +method, by cpu");
      assertThat(lines.get(4)).matches(" *40\\.0 ms +4\\.9% .* leaf40");
      assertThat(lines).anyMatch(line -> line.matches(" *40\\.0 ms +t40"));
    }
  }

  @Test
  void methodsCanBeSortedByTotal() {
    assertThat(screen(true).lines(profile(true), TIME, 80, 24).get(4)).endsWith(" outer");
  }

  @Test
  void aProfileWithoutThreadsHasNoTableOfThem() {
    assertThat(screen(false).lines(profile(false), TIME, 80, 24))
        .noneMatch(line -> line.contains("thread"));
  }

  @Test
  void longNamesAreCutAtTheirBeginning() {
    assertThat(screen(false).lines(profile(true), TIME, 50, 24)).allMatch(l -> l.length() <= 60);
  }

  @Test
  void withoutATerminalThereAreLinesOnly() {
    List<String> lines = screen(false).plainLines(profile(true), TIME, 3);

    assertThat(lines).hasSize(6);
    assertThat(lines.get(5)).isEmpty();
    assertThat(String.join("\n", lines)).doesNotContain("\u001b");
  }

  @Test
  void anIdleSecondIsSaid() {
    ValueType type = new ValueType("cpu", "nanoseconds");
    Profile idle = new Profile(new ProfileHeader(type, 1, type), new SampleTable(1));

    assertThat(screen(false).lines(idle, TIME, 80, 24))
        .anyMatch(line -> line.startsWith("no samples"));
  }
}
