package tbot.diag.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.Jcmd;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.jvm.RebuiltAgentJar;
import tbot.diag.it.machine.LocalPort;
import tbot.diag.it.testhost.SshHost;

/** The jar is overwritten in place while a host runs with the agent. */
@OnEachJvm
@Timeout(600)
class JarOverwrittenIT {

  private static final String ADDRESS = "diag_addr=127.0.0.1:0";
  private static final String PROFILE = "/debug/pprof/profile?seconds=1";

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void deploy() throws IOException {
    jar = Files.copy(Artifacts.agentJar(), folder.resolve("tbot-diag.jar"));
  }

  @Test
  void theRunningVersionAnswersAsBefore() throws Exception {
    try (ChildJvm host = start(ADDRESS + ",debug")) {
      int port = host.awaitDiagPort();
      awaitTheCopy(host);

      RebuiltAgentJar.overwrite(jar, RebuiltAgentJar.in(folder));

      assertThat(Http.get(port, "/readyz").statusCode()).isEqualTo(200);
      assertThat(versionShown(port)).isEqualTo(versionOfTheBuild());
      assertThat(Http.get(port, "/debug/pprof/").statusCode()).isEqualTo(200);
      assertThat(Http.getBytes(port, PROFILE).statusCode()).isEqualTo(200);
      assertThat(Http.get(port, "/debug/pprof/goroutine?format=flamegraph").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void connectionsAreStillHooked() throws Exception {
    String version = "2.20.0";
    try (SshHost host =
            SshHost.start(ChildJvm.java().options("-javaagent:" + jar + "=" + ADDRESS), version);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), version)) {
      host.jvm().awaitDiagPort();
      awaitTheCopy(host.jvm());
      RebuiltAgentJar.overwrite(jar, RebuiltAgentJar.in(folder));

      SshHost.tell(clients, "login " + host.sshPort() + " 2 secret");
      assertThat(host.figures()).isEqualTo(SshFigures.open(2));
    }
  }

  @Test
  void attachingTheNewJarReplacesTheRunningVersion() throws Exception {
    try (ChildJvm host = start(ADDRESS)) {
      int before = host.awaitDiagPort();
      awaitTheCopy(host);
      RebuiltAgentJar.overwrite(jar, RebuiltAgentJar.in(folder));

      Attach.agent(host, jar, ADDRESS);

      int after = host.awaitDiagPort(2);
      assertThat(LocalPort.isListenedOn(before)).isFalse();
      assertThat(versionShown(after)).isEqualTo(RebuiltAgentJar.VERSION);
    }
  }

  @Test
  void attachingADamagedJarKeepsTheRunningVersion() throws Exception {
    try (ChildJvm host = start(ADDRESS)) {
      int port = host.awaitDiagPort();
      Path half = Files.write(folder.resolve("half.jar"), half(Files.readAllBytes(jar)));

      Attach.refused(host, "jar=" + half + "," + ADDRESS);

      host.awaitStderr("tbot-diag: error: the agent could not start");
      assertThat(versionShown(port)).isEqualTo(versionOfTheBuild());
    }
  }

  @Test
  void theCopyHasNoName() throws Exception {
    Path temp = Files.createDirectory(folder.resolve("temp"));
    try (ChildJvm host =
        ChildJvm.java()
            .options("-Djava.io.tmpdir=" + temp, "-javaagent:" + jar + "=" + ADDRESS)
            .run("tbot.diag.hosts.IdleHost")) {
      host.awaitDiagPort();
      awaitTheCopy(host);
      assertThat(temp).isEmptyDirectory();
    }
  }

  private ChildJvm start(String arguments) throws IOException {
    ChildJvm host =
        ChildJvm.java()
            .options("-javaagent:" + jar + "=" + arguments)
            .run("tbot.diag.hosts.IdleHost");
    host.awaitStdout("ready");
    return host;
  }

  /** Waits for the copy of the jar. Its thread starts before the listener opens. */
  private static void awaitTheCopy(ChildJvm host) {
    host.await("the copy of the jar", () -> !Jcmd.hasThread(host, "tbot-diag-jar-copy"));
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private static String versionShown(int port) {
    return Http.get(port, "/metrics")
        .body()
        .replaceAll("(?s).*tbot_diag_build_info\\{version=\"([^\"]*)\".*", "$1");
  }

  private static String versionOfTheBuild() throws IOException {
    try (JarFile own = new JarFile(Artifacts.agentJar().toFile())) {
      return own.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
  }
}
