package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.Jcmd;

/** The listener under attacks of minutes. Only {@code bin/test --soak} runs it. */
@Tag("soak")
@Timeout(1200)
class ListenerSoakIT {

  private static final int CLIENTS = 2_000;
  private static final int PROBES_A_SECOND = 20;
  private static final int HOLD_SECONDS = 30;
  private static final int UNDISTURBED_SECONDS = 5;
  private static final double LIMIT_MILLIS = 100;

  /** On a busy machine: p95 of the attack, as a multiple of the longest probe without it. */
  private static final double FACTOR = 5;

  private static final int MUTATED_REQUESTS = 20_000;

  /** Longer than any deadline of the server. */
  private static final int HANG_MILLIS = 40_000;

  /** Attacks at the same time, and their clients. */
  private static final Map<String, Integer> MIXED =
      Map.of(
          "SILENCE", 300,
          "HALF_SENT", 300,
          "GET_WITHOUT_ITS_BODY", 100,
          "POST_WITHOUT_ITS_BODY", 100,
          "RESET", 4,
          "SLOW_READING", 20,
          "LARGE_HEAD", 3,
          "CONNECT_AND_CLOSE", 4);

  private static final int MIXED_ROUNDS = 5;
  private static final int ROUND_SECONDS = 60;

  /**
   * 5 %: the backlog may be full for a moment, and the kernel then makes a client wait a second.
   */
  private static final int MOST_FAILED = ROUND_SECONDS * PROBES_A_SECOND / 20;

  private static final long HEAP_GROWTH_BYTES = 1 << 20;

  private ChildJvm host;
  private ChildJvm attackers;
  private ChildJvm probes;
  private int port;

  @BeforeEach
  void start() throws IOException {
    host =
        ChildJvm.java()
            .options("-Xmx64m")
            .agent("diag_addr=127.0.0.1:0")
            .run("tbot.diag.hosts.IdleHost");
    attackers = ChildJvm.javaOfTheTests().run("tbot.diag.hosts.attack.AttackClients");
    probes = ChildJvm.javaOfTheTests().run("tbot.diag.hosts.attack.ProbeClients");
    port = host.awaitDiagPort();
    Http.get(port, "/metrics");
    probe(UNDISTURBED_SECONDS);
  }

  @AfterEach
  void stop() {
    Stream.of(host, attackers, probes).forEach(ChildJvm::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SILENCE", "HALF_SENT"})
  void thousandsOfStalledClientsDelayNoProbe(String attack) throws IOException {
    Probes before = probe(UNDISTURBED_SECONDS);
    attack(attack, CLIENTS);
    Probes attacked = probe(HOLD_SECONDS);
    assertThat(stopAttacks()).as("connections of the attack").isGreaterThanOrEqualTo(CLIENTS);
    Probes after = probe(UNDISTURBED_SECONDS);

    System.out.printf("%s for %d s: %s%n", attack, HOLD_SECONDS, attacked);
    double undisturbed = Math.max(before.longest(), after.longest());
    assertThat(attacked.p95())
        .as("p95, ms, of " + attacked)
        .isLessThan(Math.max(LIMIT_MILLIS, FACTOR * undisturbed));
    assertHostLoggedNothing();
  }

  @Test
  void mutatedRequestsAreAnsweredOrRefused() {
    Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
    IntStream.range(0, MUTATED_REQUESTS)
        .parallel()
        .forEach(
            number -> {
              byte[] request = RequestFuzzer.request(number);
              String answer = answer(number, request);
              outcomes.merge(answer.lines().findFirst().orElse("nothing"), 1, Integer::sum);
              assertThat(answer)
                  .as(() -> "request " + number + ":\n" + latin(request))
                  .doesNotContainPattern("(?m)^HTTP/1\\.[01] 500");
            });
    System.out.println("mutated requests: " + outcomes);

    assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
    assertHostLoggedNothing();
  }

  @Test
  void minutesOfMixedAttacksLeaveNothing() throws Exception {
    double heap = heapAfterCollection();
    long threads = agentThreads();
    long files = files();

    for (int round = 0; round < MIXED_ROUNDS; round++) {
      for (Map.Entry<String, Integer> attack : MIXED.entrySet()) {
        attack(attack.getKey(), attack.getValue());
      }
      Probes attacked = probe(ROUND_SECONDS);
      System.out.printf("mixed, %d connections: %s%n", stopAttacks(), attacked);
      assertThat(attacked.failed()).as("failed, of " + attacked).isLessThan(MOST_FAILED);
    }

    host.await("the end of the connections", () -> files() <= files);
    host.await("the end of the threads", () -> agentThreads() <= threads);
    assertThat(heapAfterCollection()).as("heap, bytes").isLessThan(heap + HEAP_GROWTH_BYTES);
    assertHostLoggedNothing();
  }

  /**
   * How probes fared.
   *
   * @param p95 in milliseconds, as are the two others
   */
  private record Probes(int count, int failed, double p50, double p95, double longest) {}

  private Probes probe(int seconds) throws IOException {
    String[] figures =
        probes
            .ask("probe " + seconds * PROBES_A_SECOND + " " + port + " /livez", "probes ")
            .split(" ", -1);
    return new Probes(
        Integer.parseInt(figures[0]),
        Integer.parseInt(figures[1]),
        Double.parseDouble(figures[2]),
        Double.parseDouble(figures[3]),
        Double.parseDouble(figures[4]));
  }

  private void attack(String name, int clients) throws IOException {
    attackers.ask("start " + name + " " + clients + " " + port + " /livez /metrics", "started");
  }

  /** Returns the number of connections that the attacks opened. */
  private int stopAttacks() throws IOException {
    return Integer.parseInt(attackers.ask("stop", "opened "));
  }

  /** Nothing besides the address. */
  private void assertHostLoggedNothing() {
    assertThat(host.stderr()).as("standard error of the host").hasSize(1);
  }

  /** Sends a request and the end of the stream; returns what came until the server closed. */
  private String answer(int number, byte[] request) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(HANG_MILLIS);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      socket.getInputStream().transferTo(answer);
    } catch (SocketTimeoutException e) {
      return fail("request " + number + " hangs:\n" + latin(request), e);
    } catch (IOException e) {
      // The server need not read all that it refuses.
      return latin(answer.toByteArray());
    }
    return latin(answer.toByteArray());
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private double heapAfterCollection() throws IOException, InterruptedException {
    Jcmd.run(host, "GC.run");
    return Metrics.scrape(port).value("jvm_memory_used_bytes{area=\"heap\"}");
  }

  /** From the kernel, since a scrape would keep threads alive. */
  private long agentThreads() {
    return list("task").stream().filter(thread -> nameOf(thread).startsWith("tbot-diag")).count();
  }

  /** Empty for a thread that has just ended. */
  private static String nameOf(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"));
    } catch (IOException e) {
      return "";
    }
  }

  private long files() {
    return list("fd").size();
  }

  /** A folder of the host in {@code /proc}. */
  private List<Path> list(String folder) {
    try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(host.pid()), folder))) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
