package tbot.diag.it.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.LocalPort;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/**
 * The tests of each host: with the agent it starts, serves and stops as without it, with the same
 * log lines, and metrics and profiles show its work.
 */
@Tag("host")
@Timeout(900)
@TestInstance(Lifecycle.PER_CLASS)
abstract class RealHostContract {

  private static final String OPTIONS = "diag_addr=127.0.0.1:0,debug";
  private static final int SERVICES = 3;

  /** A host with many threads does not print the same in each run, even without an agent. */
  private static final int RUNS_WITHOUT_THE_AGENT = 3;

  private final List<List<String>> logsWithoutTheAgent = new ArrayList<>();

  /** Creates the host; it does not run yet. */
  abstract RealHost host(Path folder) throws IOException;

  /** The oldest Java that its documentation names. */
  abstract int oldestJava();

  /** The newest Java on which it starts. */
  int newestJava() {
    return Integer.MAX_VALUE;
  }

  @BeforeEach
  void isForTheJavaUnderTest() {
    int java = ChildJvm.feature();
    String host = getClass().getSimpleName().replaceFirst("IT$", "");
    assumeTrue(java >= oldestJava(), host + " needs Java " + oldestJava() + ", this is " + java);
    assumeTrue(
        java <= newestJava(), host + " runs on Java up to " + newestJava() + ", this is " + java);
  }

  @Test
  void runsTheSameWithTheAgent(@TempDir Path folder) throws Exception {
    try (RealHost host = host(folder)) {
      host.start(List.of("-javaagent:" + Artifacts.agentJar() + "=" + OPTIONS));
      int port = host.child().awaitDiagPort();

      host.serve(() -> awaitFigures(host, port, host.job().figuresWhileOpen()));
      awaitFigures(host, port, host.job().figures());
      assertEndpointsAnswer(host, port);
      host.serve();
      awaitFigures(host, port, times(SERVICES, host.job().figures()));

      assertSameLogAsWithoutAgent(host.stop(), folder);
      assertThat(host.agentLines())
          .noneMatch(line -> line.startsWith("tbot-diag: warning"))
          .noneMatch(line -> line.startsWith("tbot-diag: error"));
    }
  }

  @Test
  void runsTheSameAfterAttachAndDetach(@TempDir Path folder) throws Exception {
    try (RealHost host = host(folder)) {
      host.start(List.of());
      host.serve();

      tell("attach", Long.toString(host.jvmPid()), OPTIONS);
      int port = host.child().awaitDiagPort();
      host.serve(() -> awaitFigures(host, port, host.job().figuresWhileOpen()));
      awaitFigures(host, port, host.job().figures());
      assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);

      tell("detach", Long.toString(host.jvmPid()));
      host.child().await("the listener to close", () -> !LocalPort.isListenedOn(port));
      host.serve();

      assertSameLogAsWithoutAgent(host.stop(), folder);
      assertThat(host.agentLines())
          .noneMatch(line -> line.startsWith("tbot-diag: warning"))
          .noneMatch(line -> line.startsWith("tbot-diag: error"));
    }
  }

  /** Compares with one run without the agent and, only if that differs, with another. */
  private void assertSameLogAsWithoutAgent(List<String> log, Path folder) throws Exception {
    List<List<String>> differences = new ArrayList<>();
    for (int i = 0; i < RUNS_WITHOUT_THE_AGENT; i++) {
      if (i == logsWithoutTheAgent.size()) {
        logsWithoutTheAgent.add(runWithoutTheAgent(folder.resolve("without-" + i)));
      }
      differences.add(LogLines.differences(logsWithoutTheAgent.get(i), log));
      if (differences.get(i).isEmpty()) {
        return;
      }
    }
    fail("the log differs from each run without the agent: %s", differences);
  }

  private List<String> runWithoutTheAgent(Path folder) throws Exception {
    List<String> log;
    try (RealHost host = host(Files.createDirectory(folder))) {
      host.start(List.of());
      for (int i = 0; i < SERVICES; i++) {
        host.serve();
      }
      log = host.stop();
    }
    assertThat(log)
        .isNotEmpty()
        .noneMatch(line -> line.matches(".*\\b(ERROR|SEVERE|FATAL|Exception)\\b.*"))
        .noneMatch(line -> line.contains("tbot-diag: "));
    return log;
  }

  /** Asserts that the endpoints answer while the host serves. */
  private static void assertEndpointsAnswer(RealHost host, int port) throws Exception {
    assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
    assertThat(Http.get(port, "/readyz").statusCode()).isEqualTo(200);
    Metrics metrics = Metrics.scrape(port);
    assertThat(metrics.value("jvm_threads_current")).isPositive();
    assertThat(metrics.value("process_cpu_seconds_total")).isPositive();

    // The first profile loads the profiler, so that the second begins at once and shows the work.
    profile(port, "/debug/pprof/profile?seconds=1", "cpu/nanoseconds");
    CompletableFuture<PprofProfile> cpu =
        CompletableFuture.supplyAsync(
            () -> profile(port, "/debug/pprof/profile?seconds=2", "cpu/nanoseconds"));
    host.serve();
    assertThat(cpu.get(5, TimeUnit.MINUTES).proto().getSampleList()).isNotEmpty();
    assertThat(profile(port, "/debug/pprof/goroutine", "goroutine/count").proto().getSampleList())
        .isNotEmpty();
  }

  private static PprofProfile profile(int port, String path, String sampleType) {
    HttpResponse<byte[]> answer = Http.getBytes(port, path);
    assertThat(answer.statusCode()).isEqualTo(200);
    PprofProfile profile = PprofProfile.decode(answer.body());
    PprofRules.assertHold(profile);
    assertThat(profile.sampleTypes()).contains(sampleType);
    return profile;
  }

  private static void awaitFigures(RealHost host, int port, SshFigures expected) {
    Metrics.awaitAdded(expected, SshFigures.NONE, host.child(), port);
  }

  private static SshFigures times(int times, SshFigures figures) {
    SshFigures sum = SshFigures.NONE;
    for (int i = 0; i < times; i++) {
      sum = sum.plus(figures);
    }
    return sum;
  }

  private static void tell(String... arguments) throws Exception {
    try (ChildJvm command = ChildJvm.java().runJar(Artifacts.agentJar(), arguments)) {
      assertThat(command.awaitExit()).as(command.transcript()).isZero();
    }
  }
}
