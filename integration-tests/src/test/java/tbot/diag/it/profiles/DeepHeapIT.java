package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.GoTool;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.Sample;
import tbot.diag.it.testhost.KnownHost;

/** The heap profile of a host with more distinct stacks than an aggregator holds. */
@Timeout(900)
class DeepHeapIT {

  private static final String KEPT = "tbot.diag.hosts.DeepHeapHost$Kept[]";
  private static final long ARRAYS = 50_000;
  private static final long BYTES = 50_000 * 4_464;
  private static final int ALLOC_SPACE = 1;
  private static final int INUSE_OBJECTS = 2;
  private static final int INUSE_SPACE = 3;

  @TempDir static Path home;
  private static KnownHost host;
  private static PprofProfile first;

  @BeforeAll
  static void start() throws IOException {
    host = KnownHost.start(ChildJvm.java().options("-Xmx600m"), "DeepHeapHost");
    first = host.profile("/debug/pprof/heap");
  }

  @AfterAll
  static void end() {
    host.close();
  }

  private static boolean isTruncated(PprofProfile profile) {
    return profile.comments().stream().anyMatch(line -> line.contains("(truncated)"));
  }

  /** The row of the class has the exact values, and no other row counts as in use. */
  private static void assertHasTheKeptArrays(PprofProfile profile) {
    Predicate<Sample> kept = profile.under(KEPT);
    assertThat(profile.proto().getSampleList()).filteredOn(kept).hasSize(1);
    assertThat(profile.sum(INUSE_OBJECTS, kept)).isEqualTo(ARRAYS);
    assertThat(profile.sum(INUSE_SPACE, kept)).isEqualTo(BYTES);
    assertThat(profile.sum(INUSE_SPACE, sample -> sample.getLocationIdCount() > 1)).isZero();
    assertThat(profile.sum(INUSE_SPACE, profile.under("(other stacks)"))).isZero();
  }

  @Test
  void theFirstAnswerHasExactClasses() {
    assertHasTheKeptArrays(first);
  }

  @Test
  void truncatedStacksKeepClassesAndTotals() throws Exception {
    assumeTrue(
        ChildJvm.feature() > 8
            || Http.get(host.port(), "/debug/pprof/allocs?seconds=1").statusCode() != 501,
        "this Java 8 cannot sample allocations");
    PprofProfile before = first;
    long deadline = System.nanoTime() + 600_000_000_000L;
    while (!isTruncated(before) && System.nanoTime() < deadline) {
      before = host.profile("/debug/pprof/heap");
      assertHasTheKeptArrays(before);
    }
    assertThat(isTruncated(before)).isTrue();
    long start = before.sum(ALLOC_SPACE, all -> true);
    for (int i = 0; i < 10; i++) {
      PprofProfile profile = host.profile("/debug/pprof/heap");

      assertHasTheKeptArrays(profile);
      assertThat(profile.sum(ALLOC_SPACE, profile.under("(other stacks)"))).isZero();
      assertThat(profile.sum(ALLOC_SPACE, all -> true))
          .isGreaterThanOrEqualTo(before.sum(ALLOC_SPACE, all -> true));
      assertThat(truncatedStacks(profile))
          .as("the innermost frames of the host's stacks below the root (truncated)")
          .allMatch(stack -> stack.get(stack.size() - 1).equals("(truncated)"))
          .anyMatch(stack -> stack.get(0).equals("tbot.diag.hosts.DeepHeapHost.next"));
      before = profile;
    }
    host.jvm()
        .await(
            "the totals to grow",
            () -> host.profile("/debug/pprof/heap").sum(ALLOC_SPACE, all -> true) > start);
    assertGoToolShowsClassesAndMethods();
  }

  private static List<List<String>> truncatedStacks(PprofProfile profile) {
    return profile.proto().getSampleList().stream()
        .map(profile::stack)
        .filter(stack -> stack.contains("(truncated)"))
        .toList();
  }

  private static void assertGoToolShowsClassesAndMethods() throws Exception {
    GoTool go = new GoTool(home);
    String url = "http://127.0.0.1:" + host.port() + "/debug/pprof/heap";

    assertThat(go.pprof("-top", "-unit=MB", "-sample_index=inuse_space", url))
        .containsPattern(
            "\n +212\\.8\\dMB +\\d+\\.?\\d*% .* tbot\\.diag\\.hosts\\.DeepHeapHost\\$Kept\\[\\]\n")
        .doesNotContainPattern("% +\\((other stacks|truncated)\\)\n");
    assertThat(go.pprof("-top", "-cum", "-sample_index=alloc_space", url))
        .contains("tbot.diag.hosts.DeepHeapHost.next", "tbot.diag.hosts.DeepHeapHost.red")
        .containsPattern("% +\\(truncated\\)\n")
        .doesNotContain("(other stacks)");
  }
}
