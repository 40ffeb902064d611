package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.Sample;

/** A CPU profile and the rest of the agent need at most 24 MB of heap. */
@Timeout(600)
class ProfileHeapIT {

  private static final String HOST = "tbot.diag.hosts.DeepStacksHost";

  /** What the host needs without the agent. */
  private static final int OWN_MB = 8;

  private static final int AGENT_MB = 24;

  @Test
  void thirtySecondsOfDeepStacksFit() throws Exception {
    runsByItself();
    try (ChildJvm host = java(OWN_MB + AGENT_MB).agent("diag_addr=127.0.0.1:0,debug").run(HOST)) {
      int port = host.awaitDiagPort();
      host.awaitStdout("ready");

      HttpResponse<InputStream> answer = Http.begin(port, "/debug/pprof/profile?seconds=30");
      long usedBefore = cpuNanos(host);
      TimeUnit.SECONDS.sleep(30);
      long used = cpuNanos(host) - usedBefore;

      assertThat(answer.statusCode()).as(host.transcript()).isEqualTo(200);
      PprofProfile profile = PprofProfile.decode(answer.body().readAllBytes());
      assertThat(profile.sum(1, sample -> true))
          .as("nanoseconds of CPU time, compared with the process in the same span")
          .isGreaterThan(used * 2 / 3);
      assertThat(profile.sum(1, sample -> profile.stack(sample).contains("(other stacks)")))
          .as("nanoseconds without a stack")
          .isZero();
      Set<List<Long>> deep = new HashSet<>();
      for (Sample sample : profile.proto().getSampleList()) {
        if (profile.stack(sample).size() >= 60) {
          deep.add(sample.getLocationIdList());
        }
      }
      long samples = profile.sum(0, sample -> true);
      assertThat(deep).hasSizeGreaterThan((int) Math.min(1_500, samples / 2));
      assertThat(host.process().isAlive()).as(host.transcript()).isTrue();
      assertThat(host.stderr()).noneMatch(line -> line.contains("OutOfMemoryError"));
      assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
    }
  }

  private static long cpuNanos(ChildJvm host) {
    return host.process().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static void runsByItself() throws IOException, InterruptedException {
    try (ChildJvm host = java(OWN_MB).run(HOST)) {
      host.awaitStdout("ready");
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
    }
  }

  /** The serial collector uses the whole heap. */
  private static ChildJvm.Builder java(int megabytes) {
    return ChildJvm.java().options("-XX:+UseSerialGC", "-Xmx" + megabytes + "m");
  }
}
