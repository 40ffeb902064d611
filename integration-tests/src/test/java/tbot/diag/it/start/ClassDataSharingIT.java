package tbot.diag.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.testhost.SshHost;

/** Hosts that start from an archive of their classes still use it under the agent. */
@OnEachJvm
@Timeout(600)
class ClassDataSharingIT {

  private static final String SSHD = "2.20.0";
  private static final String FROM_ARCHIVE = "source: shared objects file (top)";

  private static final String AOT = "AOT caches in one step need Java 25";

  @TempDir Path folder;
  private Path archive;

  @BeforeEach
  void needsDynamicArchives() {
    assumeTrue(ChildJvm.feature() >= 13, "archives of an application's classes need Java 13");
    archive = folder.resolve("host.jsa");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void anAppCdsArchiveIsUsed() throws Exception {
    serve(ChildJvm.java().options("-XX:ArchiveClassesAtExit=" + archive), false);
    assertThat(archive).exists();

    List<String> printed =
        serve(
            ChildJvm.java()
                .options("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load")
                .agent("diag_addr=127.0.0.1:0"),
            true);

    assertThat(printed)
        .anyMatch(line -> line.contains("tbot.diag.hosts.SshdHost " + FROM_ARCHIVE))
        .anyMatch(line -> line.contains("apache.sshd.server.ServerBuilder " + FROM_ARCHIVE))
        .noneMatch(line -> line.contains("[warning]"));
    long sshd = printed.stream().filter(line -> line.contains(" org.apache.sshd.")).count();
    long shared =
        printed.stream()
            .filter(line -> line.contains(" org.apache.sshd.") && line.contains(FROM_ARCHIVE))
            .count();
    assertThat(shared).as("all but a few of %d", sshd).isGreaterThan(sshd * 9 / 10);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void archivingPrintsWhatAnyAgentCauses() throws Exception {
    Path emptys = folder.resolve("empty.jsa");
    List<String> empty =
        idle(
            ChildJvm.java()
                .options(
                    "-XX:ArchiveClassesAtExit=" + emptys,
                    "-javaagent:" + Artifacts.emptyAgentJar()));
    List<String> ours =
        idle(
            ChildJvm.java()
                .options("-XX:ArchiveClassesAtExit=" + archive)
                .agent("diag_addr=127.0.0.1:0"));

    assertThat(ours).isEqualTo(empty);
    assertThat(Files.exists(archive)).isEqualTo(Files.exists(emptys));
  }

  /**
   * An agent adds the module java.instrument, and the JVM uses a cache only with the same modules.
   */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void anAotCacheWithTheModuleIsUsed() throws Exception {
    assumeTrue(ChildJvm.feature() >= 25, AOT);
    Path cache = folder.resolve("host.aot");
    serve(
        ChildJvm.java().options("--add-modules", "java.instrument", "-XX:AOTCacheOutput=" + cache),
        false);
    assertThat(cache).exists();

    List<String> printed =
        serve(
            ChildJvm.java()
                .options("-XX:AOTCache=" + cache, "-Xlog:class+load")
                .agent("diag_addr=127.0.0.1:0"),
            true);

    assertThat(printed)
        .anyMatch(line -> line.contains("tbot.diag.hosts.SshdHost source: shared objects file"))
        .anyMatch(line -> line.contains("server.ServerBuilder source: shared objects file"))
        .noneMatch(line -> line.contains("[warning]") || line.contains("[error]"));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void anyOtherAotCacheIsRefusedAsUsual() throws Exception {
    assumeTrue(ChildJvm.feature() >= 25, AOT);
    Path cache = folder.resolve("host.aot");
    idle(ChildJvm.java().options("-XX:AOTCacheOutput=" + cache));
    assertThat(cache).exists();

    List<String> empty =
        idle(
            ChildJvm.java()
                .options("-XX:AOTCache=" + cache, "-javaagent:" + Artifacts.emptyAgentJar()));
    List<String> ours =
        idle(ChildJvm.java().options("-XX:AOTCache=" + cache).agent("diag_addr=127.0.0.1:0"));

    assertThat(ours).isEqualTo(empty).contains("ready", "bye");
  }

  /** Runs an SSH server with two logins; returns its standard output. */
  private static List<String> serve(ChildJvm.Builder java, boolean counted) throws Exception {
    // Started first, so that they can log in as soon as the server listens.
    try (ChildJvm clients = SshHost.clients(ChildJvm.java(), SSHD);
        SshHost host = SshHost.start(java, SSHD)) {
      SshHost.tell(clients, "login " + host.sshPort() + " 2 secret");
      if (counted) {
        assertThat(host.figures()).isEqualTo(SshFigures.open(2));
      }
      SshHost.tell(clients, "close");
      host.jvm().endInput();
      assertThat(host.jvm().awaitExit()).as(host.jvm().transcript()).isZero();
      assertThat(host.jvm().stderr()).noneMatch(line -> line.contains("arning"));
      return host.jvm().stdout();
    }
  }

  private static List<String> idle(ChildJvm.Builder java) throws Exception {
    try (ChildJvm host = java.run("tbot.diag.hosts.IdleHost")) {
      host.endInput();
      host.awaitExit();
      return host.stdout().stream()
          .map(line -> line.replaceFirst("^\\[[0-9.]+s\\]", "[]"))
          .toList();
    }
  }
}
