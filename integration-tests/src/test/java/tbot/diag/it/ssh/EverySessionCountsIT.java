package tbot.diag.it.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.TcpRelay;
import tbot.diag.it.testhost.MinaVersions;
import tbot.diag.it.testhost.SshHost;

/**
 * Each session counts from the first one on, with any bytecode verification and beside any other
 * agent.
 */
@OnEachJvm
@Timeout(600)
class EverySessionCountsIT {

  private static final List<String> VERSIONS =
      MinaVersions.Source.choose(List.of("2.9.3", "2.20.0", "3.0.0-M5"));

  private static final String ADDRESS = "diag_addr=127.0.0.1:0";

  static Stream<Arguments> verification() {
    return Stream.of("none", "all")
        .flatMap(kind -> VERSIONS.stream().map(version -> arguments(kind, version)));
  }

  /** Without verification, the thread of the first session loads AbstractServerSession. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("verification")
  void withAnyVerification(String kind, String version) throws Exception {
    ChildJvm.Builder java = ChildJvm.java().options("-Xverify:" + kind).agent(ADDRESS);
    try (SshHost host = SshHost.start(java, version)) {
      assertEachSessionCounts(host, version);
      end(host);
    }
  }

  static Stream<Arguments> orders() {
    return Stream.of(true, false)
        .flatMap(first -> VERSIONS.stream().map(version -> arguments(first, version)));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "ours first: {0}, MINA SSHD {1}")
  @MethodSource("orders")
  void whenAnotherAgentInstrumentsTheSameMethods(boolean oursFirst, String version)
      throws Exception {
    ChildJvm.Builder java = ChildJvm.java().options("-Xverify:all").classPath(byteBuddy());
    String other = "-javaagent:" + Artifacts.weavingAgentJar();
    java = oursFirst ? java.agent(ADDRESS).options(other) : java.options(other).agent(ADDRESS);
    try (SshHost host = SshHost.start(java, version)) {
      assertEachSessionCounts(host, version);
      end(host);
      assertThat(host.jvm().awaitStdout("woven calls ")).isNotEqualTo("woven calls 0");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void whenAnotherAgentRetransformsLoadedClasses() throws Exception {
    String version = "2.20.0";
    ChildJvm.Builder java =
        ChildJvm.java().options("-Xverify:all").classPath(byteBuddy()).agent(ADDRESS);
    try (SshHost host = SshHost.start(java, version);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), version)) {
      SshHost.tell(clients, "login " + host.sshPort() + " 3 secret");
      assertThat(host.figures()).isEqualTo(SshFigures.open(3));

      Attach.agent(host.jvm(), Artifacts.weavingAgentJar(), "");

      SshHost.tell(clients, "close");
      host.awaitAdded(SshFigures.ok(3), SshFigures.NONE);
      assertEachSessionCounts(host, version);
      Attach.agent(host.jvm(), "stop");
      SshHost.tell(clients, "login " + host.sshPort() + " 1 secret");
      SshHost.tell(clients, "close");
      end(host);
    }
  }

  /** Makes some sessions of each kind and asserts that all count. */
  private static void assertEachSessionCounts(SshHost host, String version) throws Exception {
    SshFigures before = host.figures();
    try (ChildJvm clients = SshHost.clients(ChildJvm.java(), version)) {
      host.probe();
      SshHost.tell(clients, "login " + host.sshPort() + " 2 secret");
      SshHost.tell(clients, "disconnect 11");
      SshHost.tell(clients, "login " + host.sshPort() + " 3 secret");
      SshHost.tell(clients, "disconnect 10");
      try (TcpRelay relay = new TcpRelay(host.sshPort())) {
        SshHost.tell(clients, "login " + relay.port() + " 1 secret");
        relay.reset();
        host.awaitAdded(
            SshFigures.ok(2)
                .plus(SshFigures.errors(3, "disconnect"))
                .plus(SshFigures.errors(1, "exception"))
                .plus(SshFigures.errors(1, "probe")),
            before);
      }
      SshHost.tell(clients, "close");
    }
  }

  private static void end(SshHost host) throws Exception {
    host.jvm().endInput();
    assertThat(host.jvm().awaitExit()).as(host.jvm().transcript()).isZero();
    assertThat(host.jvm().stderr())
        .noneMatch(line -> line.contains("tbot-diag: warning"))
        .noneMatch(line -> line.contains("tbot-diag: error"))
        .noneMatch(line -> line.contains("[Byte Buddy] ERROR"));
  }

  private static List<Path> byteBuddy() {
    return Artifacts.others("libraries").stream()
        .filter(jar -> jar.getFileName().toString().matches("byte-buddy-[0-9.]+jar"))
        .toList();
  }
}
