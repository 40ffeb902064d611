package tbot.diag.cli.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.service.FakeService;
import tbot.diag.cli.service.ServiceAddress;

@Timeout(120)
class WaitCommandTest {

  private static final String UNREADY =
      """
      {
        "status": "unhealthy",
        "services": {
          "a": {"status": "healthy", "updated_at": "2026-01-02T03:04:05Z"},
          "b \\"😀\\"": {"status": "unhealthy", "reason": "no\\u003croute", "updated_at": null},
          "c": {"status": "initializing", "updated_at": null}
        },
        "pid": 1
      }""";

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> logins = Collections.synchronizedList(new ArrayList<>());
  private final FakeService service = new FakeService();

  @AfterEach
  void stop() {
    service.close();
  }

  /** A bot that gives these answers, each a status and a body; the last one again and again. */
  private String bot(String... script) {
    answers.addAll(List.of(script));
    service.on("/", this::answer);
    return service.address();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    logins.add(exchange.getRequestHeaders().getFirst("Authorization"));
    String answer = answers.size() > 1 ? answers.remove() : answers.peek();
    FakeService.send(exchange, Integer.parseInt(answer.substring(0, 3)), answer.substring(4));
  }

  /** What the command prints on standard error. */
  private static List<String> run(String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new WaitCommand());
    line.setErr(new PrintWriter(err, true));
    line.parseArgs(arguments);
    line.<WaitCommand>getCommand().run();
    return err.toString().lines().toList();
  }

  @Test
  void asksUntilItIsReadyAndPrintsWhatItWaitsForOnce() throws Exception {
    String address =
        bot(
            "404 {\"error\": \"Service named \\\"x\\\" not found.\"}",
            "503 " + UNREADY,
            "503 " + UNREADY,
            "503 " + UNREADY,
            "503 no JSON",
            "200 {}");
    assertThat(run("--diag-addr", address))
        .satisfiesExactly(
            line ->
                assertThat(line).isEqualTo("tbot-diag: waiting: Service named \"x\" not found."),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "tbot-diag: waiting: b \"😀\" is unhealthy (no<route); c is initializing"),
            line -> assertThat(line).isEqualTo("tbot-diag: waiting: the answer is 503"),
            line -> assertThat(line).matches("tbot-diag: ready after \\S+s"));
    assertThat(asked).hasSize(6).containsOnly("/wait");
  }

  @Test
  void namesAFewServicesAndCountsTheOthers() {
    StringBuilder services = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      services.append(i == 0 ? "" : ",").append("\"s" + i + "\": {\"status\": \"initializing\"}");
    }
    assertThat(WaitAnswer.reason(503, "{\"services\": {" + services + "}}"))
        .startsWith("s0 is initializing; s1 is initializing; ")
        .endsWith("; s4 is initializing; and 3 more");
    assertThat(WaitAnswer.reason(404, "404 - not found\n\ntbot-diag serves:\n"))
        .isEqualTo("the answer is 404");
  }

  @Test
  void asksForOneServiceBelowThePathOfTheUrl() throws Exception {
    String url = "http://" + bot("503 {\"status\": \"unhealthy\", \"reason\": \"x\"}", "200 {}");
    assertThat(run("--diag-addr", url + "/base/", "--service", "a/b \"😀\""))
        .contains("tbot-diag: waiting: unhealthy (x)");
    assertThat(asked).containsOnly("/base/wait/a%2Fb%20%22%F0%9F%98%80%22");
  }

  @Test
  void givesUpAfterTheTimeout() throws Exception {
    String address = bot("503 " + UNREADY);
    long start = System.nanoTime();
    assertThatThrownBy(() -> run("--diag-addr", address, "--timeout", "3s"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("not ready after 3s: ");
    assertThat(System.nanoTime() - start).isGreaterThan(3_000_000_000L);
    // 20, 40, 80 ms and so on up to 2 s, of which up to a half is left out.
    assertThat(asked).hasSizeBetween(2, 12);
  }

  @Test
  void waitsForABotThatDoesNotListenYet() throws Exception {
    String address = bot("200 {}");
    service.close();
    assertThatThrownBy(() -> run("--diag-addr", address, "--timeout", "100ms"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("http://" + address + "/wait: Connection refused");
  }

  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aListenerThatStaysSilentIsGivenUp(String scheme) throws Exception {
    // The system accepts connections for it.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = scheme + "://127.0.0.1:" + silent.getLocalPort();
      assertThatThrownBy(() -> run("--diag-addr", url, "--timeout", "1s"))
          .isInstanceOf(CommandFailure.class)
          .hasMessage("not ready after 1s: " + url + "/wait has not answered yet");
    }
  }

  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Test
  void anAnswerThatTricklesHasNoMoreTime() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread trickle = new Thread(() -> trickle(listener));
      trickle.setDaemon(true);
      trickle.start();
      WaitRequest request =
          new WaitRequest(ServiceAddress.parse("127.0.0.1:" + listener.getLocalPort()), "");
      assertThat(request.send(1_000)).endsWith("/wait has not answered yet");
    }
  }

  /** Sends one byte after the other, none of them late, and never a whole head. */
  private static void trickle(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      client.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        client.getOutputStream().write('x');
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      // The client has left.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"401", "403", "500"})
  void answersThatDoNotChangeEndIt(String status) throws Exception {
    String address = bot(status + " no");
    assertThatThrownBy(() -> run("--diag-addr", address))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("http://" + address + "/wait: " + status + " ");
    assertThat(asked).hasSize(1);
  }

  @Test
  void aLoginInTheAddressIsSent() throws Exception {
    String address = bot("200 {}");
    run("--diag-addr", "http://ann:secret@" + address);
    assertThat(logins).containsExactly("Basic YW5uOnNlY3JldA==");
  }

  @Test
  void pausesTwiceAsLongEachTime() {
    Backoff backoff = new Backoff();
    for (long whole : new long[] {20, 40, 80, 160, 320, 640, 1280, 2000, 2000}) {
      assertThat(backoff.nextMillis()).isBetween(whole / 2, whole);
    }
  }
}
