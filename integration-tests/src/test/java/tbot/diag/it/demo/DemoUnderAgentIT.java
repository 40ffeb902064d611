package tbot.diag.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.Command.Result;

/**
 * The demo bot under the agent: /metrics against the connections that OpenSSH made. The target runs
 * in another JVM without the agent, so that one {@code ssh -J} session is one connection.
 */
class DemoUnderAgentIT {

  private static final int SESSIONS = 6;
  private static final int REFUSED = 2;

  private static final String STARTED = "tbot_ssh_multiplexer_requests_started_total";
  private static final String OK = "tbot_ssh_multiplexer_requests_handled_total{status=\"OK\"}";
  private static final String ERROR =
      "tbot_ssh_multiplexer_requests_handled_total{status=\"ERROR\"}";
  private static final String IN_FLIGHT = "tbot_ssh_multiplexer_requests_in_flight";

  @TempDir private Path directory;
  private DemoBot bot;
  private JumpClient client;
  private int diagPort;

  @BeforeEach
  void start() throws Exception {
    ClientProgram.orSkip("ssh", "openssh-client");
    Path key = JumpClient.newKey(directory.resolve("key"));
    bot =
        DemoBot.start(
            directory.resolve("state"), ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug"));
    bot.authorize(key);
    client = new JumpClient(directory, key, bot);
    diagPort = bot.jvm().awaitDiagPort();
  }

  @AfterEach
  void stop() {
    if (bot != null) {
      bot.close();
    }
  }

  @Test
  void showsZerosBeforeTheFirstConnection() {
    bot.port();

    assertThat(sample(STARTED)).isZero();
    assertThat(sample(OK)).isZero();
    assertThat(sample(ERROR)).isZero();
    assertThat(sample(IN_FLIGHT)).isZero();
  }

  @Test
  void countsEachSessionOnce() throws Exception {
    for (int i = 0; i < SESSIONS; i++) {
      assertThat(client.ssh("target", "echo", "session", i + ""))
          .isEqualTo(new Result(0, "session " + i));
    }

    awaitSample(OK, SESSIONS);
    assertThat(sample(STARTED)).isEqualTo(SESSIONS);
    assertThat(sample(ERROR)).isZero();
    assertThat(sample(IN_FLIGHT)).isZero();
  }

  @Test
  void countsARefusedLoginAsAnError() throws Exception {
    Path wrong = JumpClient.newKey(directory.resolve("wrong"));
    JumpClient stranger = new JumpClient(directory, wrong, bot);
    for (int i = 0; i < REFUSED; i++) {
      assertThat(stranger.ssh("target", "true").status()).isEqualTo(255);
    }

    awaitSample(ERROR, REFUSED);
    assertThat(sample(STARTED)).isEqualTo(REFUSED);
    assertThat(sample(OK)).isZero();
    assertThat(sample(IN_FLIGHT)).isZero();
  }

  @Test
  void showsOpenSessionsInFlight() throws Exception {
    List<Process> open = new ArrayList<>();
    try {
      for (int i = 0; i < SESSIONS; i++) {
        open.add(client.start("target", "sleep", "600"));
      }
      awaitSample(IN_FLIGHT, SESSIONS);
      assertThat(sample(STARTED)).isEqualTo(SESSIONS);
      assertThat(sample(OK)).isZero();

      open.remove(0).destroy();
      awaitSample(IN_FLIGHT, SESSIONS - 1);
    } finally {
      open.forEach(Process::destroy);
    }

    awaitSample(IN_FLIGHT, 0);
    assertThat(sample(STARTED)).isEqualTo(SESSIONS);
    assertThat(sample(OK) + sample(ERROR)).isEqualTo(SESSIONS);
  }

  @Test
  void isAliveAndReady() {
    bot.port();

    assertThat(Http.get(diagPort, "/livez").statusCode()).isEqualTo(200);
    assertThat(Http.get(diagPort, "/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void leavesTheBotsOutputUnchanged() throws IOException, InterruptedException {
    assertThat(client.ssh("target", "whoami")).isEqualTo(new Result(0, "bot"));
    Http.get(diagPort, "/metrics");

    bot.terminate();

    assertThat(bot.jvm().awaitExit()).isEqualTo(128 + 15);
    assertThat(bot.jvm().stdout()).last().asString().endsWith("main - bye");
    assertThat(bot.jvm().stdout()).noneMatch(line -> line.contains("tbot-diag"));
  }

  private void awaitSample(String series, double value) {
    bot.jvm().await(series + " to be " + value, () -> sample(series) == value);
  }

  private double sample(String series) {
    String body = Http.get(diagPort, "/metrics").body();
    return body.lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series + " in\n" + body));
  }
}
