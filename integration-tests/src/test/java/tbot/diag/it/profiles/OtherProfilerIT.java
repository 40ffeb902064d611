package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;
import tbot.diag.it.testhost.CpuJournal;

/** The host records with its own async-profiler at the same time. */
class OtherProfilerIT {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"3.0, cpu", "3.0, itimer", "4.6, cpu", "4.6, itimer", "4.6, wall"})
  void bothProfilersAreRight(String version, String event) throws Exception {
    try (ChildJvm host =
        ChildJvm.java()
            .options("-Djava.io.tmpdir=" + temp)
            .classPath(Artifacts.profiler(version))
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.ProfiledHost", event)) {
      host.awaitStdout("ready");
      int port = host.awaitDiagPort();
      Http.getBytes(port, "/debug/pprof/profile?seconds=1"); // loads the profiler
      long before = answer(host, "samples");

      HttpResponse<byte[]> answer = Http.getBytes(port, "/debug/pprof/profile?seconds=3");

      assertThat(answer.statusCode()).isEqualTo(200);
      PprofProfile profile = PprofProfile.decode(answer.body());
      long used = CpuJournal.nanosDuring(profile, host)[0];
      PprofRules.assertHold(profile);
      assertThat(profile.sum(1, profile.ofThread("main-work")))
          .as("CPU nanoseconds beside another profiler")
          .isCloseTo(used, Offset.offset(Math.max(used / 10, 2 * profile.proto().getPeriod())));
      long during = answer(host, "samples");
      assertThat(during).as("samples of the other profiler").isGreaterThan(before);
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

  @ParameterizedTest
  @CsvSource({"3.0, false", "4.6, true"})
  void otherKindsWorkWhileTheirsSamplesAllocations(String version, boolean frees) throws Exception {
    assumeTrue(ChildJvm.feature() >= 11, "before Java 11 both would set breakpoints in the JVM");
    try (ChildJvm host =
        ChildJvm.java()
            .classPath(Artifacts.profiler(version))
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.ProfiledHost", "alloc")) {
      host.awaitStdout("ready");
      int port = host.awaitDiagPort();

      for (String path : List.of("allocs", "allocs?seconds=1", "heap?seconds=1", "delta_heap")) {
        HttpResponse<String> refusal = Http.get(port, "/debug/pprof/" + path);
        assertThat(refusal.statusCode()).as(path).isEqualTo(503);
        assertThat(refusal.body())
            .startsWith("another profiler in this process samples allocations")
            .containsPattern("/\\S*asyncProfiler\\S*")
            .hasLineCount(1);
        assertThat(refusal.headers().firstValue("X-Go-Pprof")).contains("1");
      }
      PprofProfile heap = PprofProfile.decode(Http.getBytes(port, "/debug/pprof/heap").body());
      assertThat(heap.comments()).anyMatch(comment -> comment.contains("another profiler"));
      assertThat(Http.getBytes(port, "/debug/pprof/profile?seconds=1").statusCode()).isEqualTo(200);
      assertThat(Http.getBytes(port, "/debug/pprof/mutex").statusCode()).isEqualTo(200);
      assertThat(commentsWhileLocksAreScraped(port)).noneMatch(line -> line.contains("restarted"));
      if (frees) {
        host.say("stop");
        host.await(
            "allocations, once they are free",
            () -> Http.getBytes(port, "/debug/pprof/heap?seconds=1").statusCode() == 200);
      }
    }
  }

  private static List<String> commentsWhileLocksAreScraped(int port) throws IOException {
    HttpResponse<InputStream> answer = Http.begin(port, "/debug/pprof/profile?seconds=60&id=cpu");
    assertThat(Http.getBytes(port, "/debug/pprof/delta_mutex").statusCode()).isEqualTo(200);
    Http.method("POST", port, "/debug/pprof/stop?id=cpu");
    return PprofProfile.decode(answer.body().readAllBytes()).comments();
  }

  private static long samples(ChildJvm host) {
    try {
      return answer(host, "samples");
    } catch (IOException e) {
      throw new AssertionError(host.transcript(), e);
    }
  }

  private static long answer(ChildJvm host, String question) throws IOException {
    return Long.parseLong(host.ask(question, question + " "));
  }
}
