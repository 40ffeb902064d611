package tbot.diag.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host brings an async-profiler of its own and records with it. */
class OtherProfilerIT {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"3.0, cpu", "3.0, itimer", "4.6, cpu", "4.6, itimer", "4.6, wall"})
  void theirsGoesOnUnharmedAndOursAnswersOrNamesIt(String version, String event) throws Exception {
    try (ChildJvm host =
        ChildJvm.java()
            .options("-Djava.io.tmpdir=" + temp)
            .classPath(Artifacts.profiler(version))
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.ProfiledHost", event)) {
      host.awaitStdout("ready");
      long before = theirSamples(host);

      HttpResponse<byte[]> answer =
          Http.getBytes(host.awaitDiagPort(), "/debug/pprof/profile?seconds=2");

      assertThat(answer.statusCode()).isIn(200, 503);
      if (answer.statusCode() == 503) {
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
            .contains("another profiler is loaded in this process: ", "syncProfiler");
      } else {
        PprofProfile profile = PprofProfile.decode(answer.body());
        PprofRules.assertHold(profile);
        assertThat(profile.sum(0, profile.ofThread("main-work"))).isPositive();
      }
      System.out.println(
          "async-profiler " + version + " by " + event + " runs: " + answer.statusCode());
      long during = theirSamples(host);
      assertThat(during).as("their samples go on").isGreaterThan(before);
      host.await("more samples of theirs", () -> samples(host) > during);
      host.say("stop");
      assertThat(host.awaitStdout("collapsed ")).contains("tbot/diag/hosts/ProfiledHost");
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
    }
    try (var left = Files.list(temp)) {
      assertThat(left)
          .filteredOn(path -> path.getFileName().toString().startsWith("tbot-diag"))
          .isEmpty();
    }
  }

  private static long samples(ChildJvm host) {
    try {
      return theirSamples(host);
    } catch (IOException e) {
      throw new AssertionError(host.transcript(), e);
    }
  }

  private static long theirSamples(ChildJvm host) throws IOException {
    int seen = host.stdout().size();
    host.say("samples");
    host.await("their samples", () -> host.stdout().size() > seen);
    return Long.parseLong(host.stdout().get(seen).substring("samples ".length()));
  }
}
