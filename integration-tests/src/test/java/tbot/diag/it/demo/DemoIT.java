package tbot.diag.it.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.client.ClientProgram;
import tbot.diag.it.demo.JumpClient.Result;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;

/** The demo bot without the agent, as OpenSSH sees it. */
class DemoIT {

  private static final int SIGTERM_EXIT = 128 + 15;

  @TempDir private Path directory;
  private DemoBot bot;
  private Path key;
  private JumpClient client;

  @BeforeEach
  void start() throws Exception {
    ClientProgram.orSkip("ssh", "openssh-client");
    key = JumpClient.newKey(directory.resolve("key"));
    bot = DemoBot.start(directory.resolve("state"));
    bot.authorize(key);
    client = new JumpClient(directory, key, bot);
  }

  @AfterEach
  void stop() {
    if (bot != null) {
      bot.close();
    }
  }

  @Test
  void reachesTheTargetThroughTheJumpHost() throws Exception {
    assertThat(client.ssh("target", "echo", "hello")).isEqualTo(new Result(0, "hello"));
    assertThat(client.ssh("target", "false")).isEqualTo(new Result(1, ""));
  }

  @Test
  void carriesMuchDataUnharmed() throws Exception {
    assertThat(client.ssh("target", "seq", "200000").output().lines())
        .hasSize(200_000)
        .startsWith("1", "2")
        .endsWith("199999", "200000");
  }

  @Test
  void refusesAKeyThatIsNotAuthorized() throws Exception {
    Path wrong = JumpClient.newKey(directory.resolve("wrong"));

    Result result = new JumpClient(directory, wrong, bot).ssh("target", "true");

    assertThat(result.status()).isEqualTo(255);
    assertThat(result.output()).contains("bot@127.0.0.1: Permission denied (publickey)");
  }

  @Test
  void letsTheBotsOwnCertificateIn() throws Exception {
    JumpClient withCertificate = new JumpClient(directory, bot.identity(), bot);

    assertThat(withCertificate.ssh("target", "whoami")).isEqualTo(new Result(0, "bot"));
    assertThat(bot.jvm().awaitStdout("login: bot from")).contains("with certificate");
  }

  @Test
  void refusesTheBotsKeyWithoutItsCertificate() throws Exception {
    Path alone = Files.copy(bot.identity(), directory.resolve("alone"));

    assertThat(new JumpClient(directory, alone, bot).ssh("target", "whoami").status())
        .isEqualTo(255);
  }

  @Test
  void forwardsNowhereElse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result = client.ssh("-W", "127.0.0.1:" + other.getLocalPort(), "jump");

      assertThat(result.status()).isEqualTo(255);
      assertThat(result.output()).contains("stdio forwarding failed");
      other.setSoTimeout(200);
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(other::accept);
    }
  }

  @Test
  void saysThatTheJumpHostHasNoShell() throws Exception {
    Result result = client.ssh("jump", "whoami");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).contains("This is a jump host: it has no shell.");
  }

  @Test
  void keepsItsHostKeyBetweenRuns() throws Exception {
    client.ssh("target", "true");
    byte[] known = Files.readAllBytes(directory.resolve("known_hosts"));
    bot.close();
    bot = DemoBot.start(directory.resolve("state"));

    // A changed key would be an error here, as the client knows both hosts already.
    assertThat(new JumpClient(directory, key, bot).ssh("target", "whoami"))
        .isEqualTo(new Result(0, "bot"));
    assertThat(directory.resolve("known_hosts")).hasBinaryContent(known);
  }

  @Test
  void endsOnSigtermAndLetsOpenSessionsKnow() throws Exception {
    Process session = client.start("target", "sleep", "600");
    try {
      bot.jvm().awaitStdout("login: bot from");

      bot.terminate();

      assertThat(bot.jvm().awaitExit()).isEqualTo(SIGTERM_EXIT);
      assertThat(session.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(bot.jvm().stdout()).last().asString().endsWith("main - bye");
      assertThat(bot.jvm().stderr()).isEmpty();
    } finally {
      session.destroyForcibly();
    }
  }

  @Test
  void answersABadOptionWithOneLineAndExitCodeTwo() throws Exception {
    try (ChildJvm child = ChildJvm.java().runJar(Artifacts.demoJar(), "--listen=nowhere")) {
      assertThat(child.awaitExit()).isEqualTo(2);
      assertThat(child.stderr()).singleElement().asString().startsWith("demo-app: Invalid value");
      assertThat(child.stdout()).isEmpty();
    }
  }

  @Test
  void failsRenewalsAsToldAndTriesAgain() throws IOException {
    try (ChildJvm failing =
        ChildJvm.java()
            .runJar(
                Artifacts.demoJar(),
                "--listen=127.0.0.1:0",
                "--target-listen=127.0.0.1:0",
                "--state=" + directory.resolve("failing"),
                "--renew-every=100ms",
                "--fail-renewals=2")) {
      failing.awaitStdout("renewal failed: the authority did not answer");
      failing.await(
          "a renewal after the failure",
          () -> {
            int failed = indexOf(failing, "renewal failed");
            return failing.stdout().stream()
                .skip(failed)
                .anyMatch(line -> line.contains("renewed: certificate"));
          });
    }
  }

  private static int indexOf(ChildJvm child, String text) {
    int index = 0;
    for (String line : child.stdout()) {
      if (line.contains(text)) {
        return index;
      }
      index++;
    }
    throw new AssertionError("no line with '" + text + "'");
  }
}
