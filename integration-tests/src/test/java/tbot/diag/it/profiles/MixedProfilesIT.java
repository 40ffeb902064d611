package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.machine.Command;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;
import tbot.diag.it.testhost.BurnHost;

/** Profiles of several kinds at once, and JFR recordings. */
@Timeout(600)
class MixedProfilesIT {

  private static final List<String> KINDS =
      List.of("profile", "wall", "allocs", "heap", "mutex", "nativemem");

  @TempDir Path temp;
  private BurnHost host;

  @BeforeEach
  void start() throws IOException {
    host = BurnHost.start("-Djava.io.tmpdir=" + temp);
  }

  @AfterEach
  void end() {
    host.close();
  }

  @Test
  void twelveRequestsOfSixKindsAtOnce() throws Exception {
    PprofProfile lone =
        PprofProfile.decode(Http.getBytes(host.port(), "/debug/pprof/profile?seconds=5").body());
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      paths.add("/debug/pprof/" + KINDS.get(i % 6) + "?seconds=10");
    }
    List<HttpResponse<byte[]>> answers = Http.getAllAtOnce(host.port(), paths);

    for (int i = 0; i < 12; i++) {
      HttpResponse<byte[]> answer = answers.get(i);
      assertThat(answer.statusCode()).isEqualTo(200);
      PprofProfile profile = PprofProfile.decode(answer.body());
      PprofRules.assertHold(profile);
      assertThat(profile.proto().getDurationNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
      if (KINDS.get(i % 6).equals("profile")) {
        assertThat(shareOfCpuTime(profile))
            .as("share of CPU time found, compared with a profile taken alone")
            .isCloseTo(shareOfCpuTime(lone), Percentage.withPercentage(10));
      }
    }
  }

  /** The CPU time in a profile divided by that of the threads' own clocks in the same window. */
  private double shareOfCpuTime(PprofProfile profile) throws IOException {
    long[] burnt = host.cpuNanosDuring(profile);
    long found =
        profile.sum(1, profile.ofThread("heavy")) + profile.sum(1, profile.ofThread("light"));
    return (double) found / (burnt[0] + burnt[1]);
  }

  @Test
  void aProfileTellsItsGap() throws Exception {
    host.profile("/debug/pprof/profile?seconds=1");
    HttpResponse<InputStream> running = Http.begin(host.port(), "/debug/pprof/profile?seconds=4");
    Http.getBytes(host.port(), "/debug/pprof/mutex?seconds=1");

    assertThat(PprofProfile.decode(running.body().readAllBytes()).comments())
        .anyMatch(comment -> comment.matches("lost: \\d+ ms while the profiler was restarted"));
  }

  @Test
  void theJdkReadsATrace() throws Exception {
    HttpResponse<byte[]> trace = Http.getBytes(host.port(), "/debug/pprof/trace?seconds=2");
    assertThat(trace.statusCode()).isEqualTo(200);
    assertThat(trace.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"trace.jfr\"");

    String summary = jfr("summary", trace.body());
    assertThat(summary).contains("jdk.ExecutionSample").containsPattern("Chunks: [1-9]");
    assertThat(jfr("print", trace.body()))
        .contains("tbot.diag.hosts.BurnHost.", "state = \"STATE_SLEEPING\"");
  }

  @Test
  void theJdkReadsNamesAcrossSessions() throws Exception {
    HttpResponse<InputStream> running =
        Http.begin(host.port(), "/debug/pprof/profile?seconds=6&format=jfr");
    // Each other kind restarts the profiler when it begins and when it ends.
    Http.getBytes(host.port(), "/debug/pprof/mutex?seconds=1");
    Http.getBytes(host.port(), "/debug/pprof/allocs?seconds=1");
    Path recording = Files.write(temp.resolve("sessions.jfr"), running.body().readAllBytes());

    int ofHeavy = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getStackTrace() == null) {
        continue;
      }
      List<String> stack = new ArrayList<>();
      for (RecordedFrame frame : event.getStackTrace().getFrames()) {
        RecordedMethod method = frame.getMethod();
        assertThat(method.getDescriptor()).as(method.getName()).startsWith("(").contains(")");
        stack.add(method.getType().getName() + "." + method.getName());
      }
      if (stack.contains("tbot.diag.hosts.BurnHost.heavy")) {
        ofHeavy++;
        assertThat(stack).contains("java.lang.Thread.run");
      }
    }
    assertThat(ofHeavy).isPositive();
  }

  @Test
  void aWindowCanBeFetchedAsARecording() throws Exception {
    HttpResponse<byte[]> recording =
        Http.getBytes(host.port(), "/debug/pprof/profile?seconds=2&format=jfr");

    assertThat(recording.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"profile.jfr\"");
    assertThat(jfr("print", recording.body()))
        .contains("jdk.ExecutionSample", "tbot.diag.hosts.BurnHost.")
        .doesNotContain("STATE_SLEEPING");
  }

  private String jfr(String command, byte[] recording) throws Exception {
    Path file = Files.write(temp.resolve("fetched.jfr"), recording);
    Path jfr = Path.of(System.getProperty("java.home"), "bin", "jfr");
    return Command.of(List.of(jfr.toString(), command, file.toString())).runSuccessfully(temp);
  }
}
