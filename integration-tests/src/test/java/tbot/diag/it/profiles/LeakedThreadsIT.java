package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.GoTool;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;
import tbot.diag.it.pprof.Sample;

/** The profile goroutineleak of a host with two deadlocks and a thread that waits for ever. */
@OnEachJvm
class LeakedThreadsIT {

  private static final String HOST = "tbot.diag.hosts.StuckThreadsHost";
  private static final String PATH = "/debug/pprof/goroutineleak";

  @TempDir static Path home;
  private static ChildJvm host;
  private static int port;

  @BeforeAll
  static void startAHostWithDeadlocks() throws IOException {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run(HOST);
    host.awaitStdout("ready");
    port = host.awaitDiagPort();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void theThreadsOfDeadlocksAreFound() {
    PprofProfile profile = fetch("");

    PprofRules.assertHold(profile);
    assertThat(profile.sampleTypes()).containsExactly("goroutineleak/count");
    assertThat(profile.sum(0, profile.under(HOST + ".lockMonitors"))).isEqualTo(2);
    assertThat(profile.sum(0, profile.under(HOST + ".lockBoth"))).isEqualTo(2);
    assertThat(profile.sum(0, sample -> true)).isEqualTo(4);
    assertThat(causes(profile)).containsOnly("deadlocked");
  }

  @Test
  void threadsThatNeitherRunNorMoveAreStuck() {
    PprofProfile profile = fetch("?seconds=1");

    assertThat(profile.proto().getDurationNanos()).isEqualTo(1_000_000_000L);
    assertThat(profile.proto().getSampleList())
        .filteredOn(profile.under(HOST + ".waitForever"))
        .singleElement()
        .satisfies(sample -> assertThat(profile.labels(sample)).containsEntry("leak", "stuck"));
    assertThat(profile.proto().getSampleList())
        .noneMatch(profile.under(HOST + ".tick"))
        .noneMatch(profile.under(HOST + ".work"))
        .noneMatch(sample -> profile.stack(sample).toString().contains("ReferenceHandler"));
    assertThat(profile.sum(0, profile.under(HOST + ".lockBoth"))).isEqualTo(2);
    assertThat(causes(profile)).containsOnly("deadlocked", "stuck");
  }

  @Test
  void textsNameTheCause() {
    assertThat(Http.get(port, PATH + "?debug=1").body())
        .startsWith("goroutineleak profile: total 4\n")
        .contains("\n# labels: {\"leak\":\"deadlocked\"}\n");
    assertThat(Http.get(port, PATH + "?debug=2").body())
        .startsWith("4 leaked threads\n")
        .containsPattern("\"monitors-1\" #\\d+ \\(deadlocked\\)\n")
        .containsPattern("waiting to lock <0x[0-9a-f]+> .* owned by \"monitors-2\" #\\d+\n")
        .doesNotContain("forgotten");
    assertThat(Http.get(port, PATH + "?debug=2&seconds=1").body())
        .containsPattern("\"forgotten\" #\\d+ \\(stuck\\)\n")
        .doesNotContain("\"ticking\"", "\"busy\"");
  }

  @Test
  void goToolReadsProfileAndText() throws Exception {
    GoTool go = new GoTool(home);
    String url = "http://127.0.0.1:" + port + PATH;

    for (String query : List.of("", "?debug=1")) {
      assertThat(go.pprof("-top", "-nodefraction=0", url + query))
          .contains("Type: goroutineleak")
          .contains("4 total");
    }
    assertThat(go.pprof("-tags", url)).contains("deadlocked");
  }

  private static PprofProfile fetch(String query) {
    return PprofProfile.decode(Http.getBytes(port, PATH + query).body());
  }

  private static List<String> causes(PprofProfile profile) {
    return profile.proto().getSampleList().stream()
        .map((Sample sample) -> profile.labels(sample).get("leak"))
        .toList();
  }
}
