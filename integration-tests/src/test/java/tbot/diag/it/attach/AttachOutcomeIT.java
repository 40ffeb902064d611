package tbot.diag.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.LocalPort;
import tbot.diag.it.testhost.SshHost;

/** An attach returns once the listener answers, or reports why it does not. */
@OnEachJvm
@Timeout(600)
class AttachOutcomeIT {

  @TempDir Path folder;
  private ChildJvm host;

  @BeforeEach
  void start() throws IOException {
    host = ChildJvm.java().run("tbot.diag.hosts.IdleHost");
    host.awaitStdout("ready");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void theListenerAnswersWhenAnAttachReturns() throws Exception {
    int port = LocalPort.free();
    for (int i = 0; i < 3; i++) {
      Attach.agent(host, "diag_addr=127.0.0.1:" + port);
      assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
      Attach.agent(host, "stop");
    }
  }

  @Test
  void sessionsCountWhenAnAttachReturns() throws Exception {
    String version = "2.20.0";
    try (SshHost server = SshHost.start(ChildJvm.java(), version);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), version)) {
      Attach.agent(server.jvm(), "diag_addr=127.0.0.1:0");
      SshHost.tell(clients, "login " + server.sshPort() + " 3 secret");
      assertThat(server.figures()).isEqualTo(SshFigures.open(3));
    }
  }

  @Test
  void theCommandPrintsTheAddress() throws Exception {
    ChildJvm attach = command(0, "attach", pid(), "diag_addr=127.0.0.1:0");

    assertThat(attach.stdout())
        .containsExactly("listening on http://127.0.0.1:" + host.awaitDiagPort());
    assertThat(attach.stderr()).isEmpty();
  }

  @Test
  void theCommandReportsThatNoAddressIsGiven() throws Exception {
    assertThat(command(0, "attach", pid(), "debug").stdout()).containsExactly("nothing is served");
  }

  @Test
  void aTakenPortIsReported() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertFailsBecause("diag_addr=" + address, "cannot listen there: Address already in use");
      Attach.refused(host, "diag_addr=" + address);
    }
  }

  @Test
  void anUnknownHostIsReported() throws Exception {
    assertFailsBecause("diag_addr=no-such-host.invalid:1", "unknown host no-such-host.invalid");
  }

  @Test
  void aMissingConfigurationFileIsReported() throws Exception {
    assertFailsBecause("config=/no/such.yaml", "config: /no/such.yaml: no such file");
    Attach.refused(host, "config=/no/such.yaml");
  }

  @Test
  void aFailedReconfigurationKeepsTheListener() throws Exception {
    command(0, "attach", pid(), "diag_addr=127.0.0.1:0");
    int port = host.awaitDiagPort();

    assertFailsBecause("diag_addr=192.0.2.1:1", "still listening on 127.0.0.1:" + port);

    assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
    assertThat(command(0, "attach", pid(), "diag_addr=127.0.0.1:" + port).stdout())
        .containsExactly("listening on http://127.0.0.1:" + port);
  }

  @Test
  void aReportedFailurePrintsNoStackTrace() throws Exception {
    command(1, "attach", pid(), "config=/no/such.yaml");

    host.endInput();
    host.awaitExit();
    assertThat(host.stderr()).noneMatch(line -> line.contains("\tat "));
    assertThat(host.stderr()).filteredOn(line -> line.startsWith("tbot-diag:")).hasSize(1);
  }

  @Test
  void aPathWithACommaCanBeAttached() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a,stop,b (c"));
    Path jar = Files.copy(Artifacts.agentJar(), odd.resolve("tbot-diag.jar"));

    ChildJvm attach = run(0, jar, "attach", pid(), "diag_addr=127.0.0.1:0,debug");
    int port = host.awaitDiagPort();
    assertThat(attach.stdout()).containsExactly("listening on http://127.0.0.1:" + port);
    assertThat(Http.get(port, "/debug/pprof/cmdline").statusCode()).isEqualTo(200);

    run(0, jar, "attach", pid(), "diag_addr=127.0.0.1:" + port);
    assertThat(Http.get(port, "/debug/pprof/cmdline").statusCode()).isEqualTo(404);
    run(0, jar, "detach", pid());
    assertThat(LocalPort.isListenedOn(port)).isFalse();
    assertThat(host.stderr()).noneMatch(line -> line.contains("tbot-diag: error"));
  }

  @Test
  void detachReportsThatNothingWasAttached() throws Exception {
    assertThat(command(0, "detach", pid()).stderr())
        .containsExactly("process " + pid() + " has no tbot-diag attached");

    command(0, "attach", pid(), "diag_addr=127.0.0.1:0");
    assertThat(command(0, "detach", pid()).stderr()).isEmpty();
    host.awaitStderr("tbot-diag: stopped");
    assertThat(command(0, "detach", pid()).stderr()).hasSize(1);
  }

  @Test
  void detachLoadsNothingWhereNothingIsAttached() throws Exception {
    try (ChildJvm other =
        ChildJvm.java().options("-verbose:class").run("tbot.diag.hosts.IdleHost")) {
      other.awaitStdout("ready");
      command(0, "detach", Long.toString(other.pid()));
      other.endInput();
      other.awaitExit();
      assertThat(other.stdout()).noneMatch(line -> line.contains("tbot.diag.Agent"));
    }
  }

  @Test
  void detachStopsAnAgentOfTheCommandLine() throws Exception {
    try (ChildJvm other =
        ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost")) {
      int port = other.awaitDiagPort();
      String otherPid = Long.toString(other.pid());
      assertThat(command(0, "detach", otherPid).stderr()).isEmpty();
      assertThat(LocalPort.isListenedOn(port)).isFalse();
      assertThat(command(0, "detach", otherPid).stderr())
          .containsExactly("process " + otherPid + " has no tbot-diag attached");
    }
  }

  private void assertFailsBecause(String options, String reason) throws Exception {
    ChildJvm attach = command(1, "attach", pid(), options);
    assertThat(attach.stderr())
        .singleElement()
        .asString()
        .startsWith("tbot-diag: ")
        .contains(reason);
    assertThat(attach.stdout()).isEmpty();
  }

  private String pid() {
    return Long.toString(host.pid());
  }

  private static ChildJvm command(int expectedExit, String... arguments) throws Exception {
    return run(expectedExit, Artifacts.agentJar(), arguments);
  }

  private static ChildJvm run(int expectedExit, Path jar, String... arguments) throws Exception {
    ChildJvm command = ChildJvm.java().runJar(jar, arguments);
    List<String> all = List.of(arguments);
    assertThat(command.awaitExit()).as(all + "\n" + command.transcript()).isEqualTo(expectedExit);
    return command;
  }
}
