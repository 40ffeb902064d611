package tbot.diag.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.LocalPort;
import tbot.diag.it.testhost.SshHost;

/** An SSH server under our agent and another one, in both orders. */
@Timeout(600)
class OtherAgentsIT {

  private static final String SSHD = "2.20.0";

  enum Order {
    OURS_FIRST,
    OURS_LAST
  }

  @TempDir Path folder;

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource
  void jacocoWritesItsCoverage(Order order) throws Exception {
    Path coverage = folder.resolve("jacoco.exec");
    List<String> printed = serve(order, agent("jacoco", "=destfile=" + coverage));

    assertThat(printed).singleElement().asString().contains("listening on");
    assertThat(Files.readAllBytes(coverage)).as("a header and classes").hasSizeGreaterThan(1_000);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource
  void openTelemetryStartsWithoutAnError(Order order) throws Exception {
    // Java 8 compiles nothing before main: OpenTelemetry alone takes 20 s there.
    assumeTrue(ChildJvm.feature() > 8, "Java 8 takes too long to start OpenTelemetry");
    List<String> printed =
        serve(
            order,
            agent("opentelemetry", ""),
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none");

    assertThat(printed)
        .anyMatch(line -> line.contains("opentelemetry-javaagent - version: "))
        .noneMatch(line -> line.contains("ERROR") || line.contains("WARN"))
        .noneMatch(line -> line.contains("Exception"))
        .noneMatch(
            line -> line.contains("tbot-diag: error") || line.contains("tbot-diag: warning"));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource
  void theJmxExporterServesItsPage(Order order) throws Exception {
    Path rules = Files.writeString(folder.resolve("jmx.yaml"), "rules:\n- pattern: '.*'\n");
    int port = LocalPort.free();
    String[] page = {""};
    List<String> printed =
        serve(
            order,
            agent("jmx-exporter", "=127.0.0.1:" + port + ":" + rules),
            () -> page[0] = Http.get(port, "/metrics").body());

    assertThat(page[0]).contains("jmx_exporter_build_info").doesNotContain("tbot_");
    assertThat(printed).filteredOn(line -> line.startsWith("tbot-diag: ")).hasSize(1);
  }

  private static List<String> serve(Order order, String other, String... options) throws Exception {
    return serve(order, other, () -> {}, options);
  }

  /** Runs an SSH server with two sessions; returns its standard error. */
  private static List<String> serve(Order order, String other, Runnable check, String... options)
      throws Exception {
    ChildJvm.Builder java = ChildJvm.java().options(options);
    String ours = "diag_addr=127.0.0.1:0";
    if (order == Order.OURS_FIRST) {
      java.agent(ours).options(other);
    } else {
      java.options(other).agent(ours);
    }
    try (SshHost host = SshHost.start(java, SSHD);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), SSHD)) {
      SshHost.tell(clients, "login " + host.sshPort() + " 2 secret");
      assertThat(host.figures()).isEqualTo(SshFigures.open(2));
      SshHost.tell(clients, "disconnect 10");
      host.awaitAdded(SshFigures.errors(2, "disconnect"), SshFigures.NONE);
      check.run();
      host.jvm().endInput();
      assertThat(host.jvm().awaitExit()).as(host.jvm().transcript()).isZero();
      assertThat(host.jvm().stdout()).last().isEqualTo("bye");
      return List.copyOf(host.jvm().stderr());
    }
  }

  private static String agent(String folder, String arguments) {
    return "-javaagent:" + Artifacts.others(folder).get(0) + arguments;
  }
}
