package tbot.diag.it.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.machine.Command.Result;

/** The demo bot without the agent, as OpenSSH sees it. */
class DemoIT {

  @TempDir private static Path directory;
  private static DemoBot bot;
  private static JumpClient client;

  @BeforeAll
  static void start() throws Exception {
    ClientProgram.orSkip("ssh", "openssh-client");
    Path key = JumpClient.newKey(directory.resolve("key"));
    bot = DemoBot.start(directory.resolve("state"));
    bot.authorize(key);
    client = new JumpClient(directory, key, bot);
  }

  @AfterAll
  static void stop() {
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
  void carriesLargeOutput() throws Exception {
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
  void acceptsTheBotsCertificate() throws Exception {
    JumpClient withCertificate = new JumpClient(directory, bot.identity(), bot);

    assertThat(withCertificate.ssh("target", "whoami")).isEqualTo(new Result(0, "bot"));
    assertThat(bot.jvm().awaitStdout("with certificate")).contains("login: bot from");
  }

  @Test
  void refusesTheBotsKeyWithoutItsCertificate() throws Exception {
    Path alone = Files.copy(bot.identity(), directory.resolve("alone"));

    assertThat(new JumpClient(directory, alone, bot).ssh("target", "whoami").status())
        .isEqualTo(255);
  }

  @Test
  void forwardsToNoOtherAddress() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result = client.ssh("-W", "127.0.0.1:" + other.getLocalPort(), "jump");

      assertThat(result.status()).isEqualTo(255);
      assertThat(result.output()).contains("stdio forwarding failed");
      other.setSoTimeout(200);
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(other::accept);
    }
  }

  @Test
  void theJumpHostHasNoShell() throws Exception {
    Result result = client.ssh("jump", "whoami");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).contains("This is a jump host: it has no shell.");
  }
}
