package tbot.diag.it.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.OpenSsh;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Command;
import tbot.diag.it.testhost.MinaVersions;
import tbot.diag.it.testhost.SshHost;

/**
 * What an operator wants to tell apart: scanners, guesses, and errors of clients that are let in.
 */
@OnEachJvm
@Timeout(600)
@ParameterizedClass(name = "MINA SSHD {0}")
@MinaVersions({"2.9.3", "2.15.0+netty", "2.15.0+mina", "2.20.0", "3.0.0-M5"})
class SshErrorReasonsIT {

  private static final int CLEAN_EXITS = 30;

  private static SshHost host;

  @TempDir private Path folder;

  private SshFigures before;

  /** JUnit passes the class's argument here; {@link #start} has used it. */
  SshErrorReasonsIT(String version) {
    assertThat(version).isNotEmpty();
  }

  @BeforeParameterizedClassInvocation
  static void start(String version) throws Exception {
    host = SshHost.withAgent(version);
    String transport =
        version.endsWith("+netty") ? "Netty" : version.endsWith("+mina") ? "Mina" : "Nio2";
    assertThat(host.jvm().ask("transport", "transport ")).startsWith(transport);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    host.close();
  }

  @BeforeEach
  void scrape() {
    before = host.figures();
  }

  /** The server's line is left unread, so the kernel sends a reset. */
  @Test
  void aPortScanIsAProbe() throws Exception {
    try (Socket socket = host.connect()) {
      host.awaitAdded(SshFigures.open(1), before);
      assertThat(socket.getInputStream().read()).isEqualTo('S'); // of "SSH-2.0-"
    }
    host.awaitAdded(SshFigures.errors(1, "probe"), before);
  }

  @Test
  void anHttpRequestIsAProbe() throws Exception {
    try (Socket socket = host.connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo('S');
    }
    host.awaitAdded(SshFigures.errors(1, "probe"), before);
  }

  /** One connection for each type of host key. The server has none for some of them. */
  @Test
  void readingTheHostKeysIsAProbe() throws Exception {
    ClientProgram.orSkip("ssh-keyscan", "openssh-client");
    String port = Integer.toString(host.sshPort());
    Command.of(List.of("ssh-keyscan", "-t", "rsa,ecdsa,ed25519", "-p", port, "127.0.0.1"))
        .run(folder);
    host.awaitAdded(SshFigures.errors(3, "probe"), before);
  }

  @Test
  void askingForTheMethodsIsAProbe() throws Exception {
    OpenSsh ssh = OpenSsh.orSkip(folder);
    assertThat(ssh.runWith(host.sshPort(), "none", null)).as(ssh.output()).isEqualTo(255);
    host.awaitAdded(SshFigures.errors(1, "probe"), before);
  }

  @Test
  void threeWrongPasswordsAreAuthFailed() throws Exception {
    OpenSsh ssh = OpenSsh.orSkip(folder);
    assertThat(ssh.guess(host.sshPort(), 3)).as(ssh.output()).isEqualTo(255);
    host.awaitAdded(SshFigures.errors(1, "auth_failed"), before);
  }

  @Test
  void aRefusedKeyIsAuthFailed() throws Exception {
    OpenSsh ssh = OpenSsh.orSkip(folder);
    Path key = folder.resolve("key");
    Command.of(List.of("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key.toString()))
        .runSuccessfully(folder);
    assertThat(ssh.runWith(host.sshPort(), "publickey", key)).as(ssh.output()).isEqualTo(255);
    host.awaitAdded(SshFigures.errors(1, "auth_failed"), before);
  }

  @Test
  void aLoginThatTakesTooLongIsATimeout() throws Exception {
    host.tell("auth-timeout 1000");
    try (Socket socket = host.connect()) {
      socket.getOutputStream().write("SSH-2.0-slow\r\n".getBytes(UTF_8));
      host.awaitAdded(SshFigures.errors(1, "timeout"), before);
    }
    host.tell("auth-timeout 120000");
  }

  @Test
  void cleanExitsAreOk() throws Exception {
    OpenSsh ssh = OpenSsh.orSkip(folder);
    for (int i = 0; i < CLEAN_EXITS; i++) {
      assertThat(ssh.run(host.sshPort(), "secret")).as(ssh.output()).isZero();
    }
    host.awaitAdded(SshFigures.ok(CLEAN_EXITS), before);
  }

  @Test
  void aProgramThatDoesNotExistIsOk() throws Exception {
    OpenSsh ssh = OpenSsh.orSkip(folder);
    assertThat(ssh.run(host.sshPort(), "user", "secret", "no-program"))
        .as(ssh.output())
        .isNotZero();
    host.awaitAdded(SshFigures.ok(1), before);
  }

  @Test
  void aClientKilledAfterItsLoginIsOk() throws Exception {
    OpenSsh ssh = OpenSsh.orSkip(folder);
    Process client = ssh.open(host.sshPort(), "user", "secret");
    ssh.awaitLogin(client);
    client.destroyForcibly();
    host.awaitAdded(SshFigures.ok(1), before);
  }
}
