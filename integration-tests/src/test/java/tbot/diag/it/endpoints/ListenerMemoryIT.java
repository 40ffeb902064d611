package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.LocalPort;
import tbot.diag.it.machine.Proc;

/**
 * The host runs out of memory and has some again. Requests may fail meanwhile; afterwards the
 * listener answers as if nothing had happened, without being told.
 */
@OnEachJvm
@Timeout(600)
class ListenerMemoryIT {

  private static final List<String> PATHS =
      List.of(
          "/livez",
          "/readyz",
          "/metrics",
          "/debug/pprof/",
          "/debug/pprof/goroutine?debug=2",
          "/debug/pprof/profile?seconds=1");

  private static final int CLIENTS_OF_EACH = 2;

  /** Longer than the two seconds that are promised, for a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(15);

  private ChildJvm host;
  private int port;

  private void start() throws IOException {
    host =
        ChildJvm.java()
            // Some JVMs throw an OutOfMemoryError in the host though there is memory again, since
            // they have collected too often.
            .options("-Xmx24m", "-XX:-UseGCOverheadLimit")
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.OutOfMemoryHost");
    port = host.awaitDiagPort();
    host.awaitStdout("ready");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  /** With nothing left, accepting fails; with more, the workers or the loading of their classes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 50, 300, 1_000})
  void answersAgainWhenThereIsMemory(int kilobytesLeft) throws Exception {
    start();
    // First without any class of the listener loaded, then with all of them.
    for (int round = 0; round < 2; round++) {
      runOutOfMemory(1_000, kilobytesLeft);
      assertAnswersSoon();
    }
    assertNothingIsLeft();
  }

  @Tag("soak")
  @Test
  void answersAgainAfterManyRounds() throws Exception {
    for (int i = 0; i < 10; i++) {
      start();
      for (int kilobytesLeft : new int[] {0, 20, 8_000, 100, 600, 0, 2_000}) {
        runOutOfMemory(kilobytesLeft == 0 ? 8_000 : 1_000, kilobytesLeft % 8_000);
        assertAnswersSoon();
      }
      assertNothingIsLeft();
      host.close();
    }
  }

  @Test
  void attachesAndDetachesAfterwards() throws Exception {
    start();
    runOutOfMemory(1_000, 0);
    assertThat(host.stderr()).noneMatch(line -> line.contains("thread \"tbot-diag-setup\""));
    Attach.agent(host, "diag_addr=127.0.0.1:" + port + ",debug");
    assertAnswersSoon();

    runOutOfMemory(1_000, 0);
    Attach.agent(host, "stop");
    assertThat(LocalPort.isListenedOn(port)).isFalse();

    Attach.agent(host, "diag_addr=127.0.0.1:" + port + ",debug");
    assertAnswersSoon();
  }

  /** Many clients ask for all that there is, until the host has memory again. */
  private void runOutOfMemory(int millis, int kilobytesLeft) throws Exception {
    long before = timesFree();
    ExecutorService clients = Executors.newCachedThreadPool();
    host.ask(millis + " " + kilobytesLeft, "full");
    for (String path : PATHS) {
      for (int i = 0; i < CLIENTS_OF_EACH; i++) {
        clients.execute(
            () -> {
              while (timesFree() == before) {
                tryToGet(path);
              }
            });
      }
    }
    clients.shutdown();
    assertThat(clients.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
  }

  private long timesFree() {
    return host.stdout().stream().filter("free"::equals).count();
  }

  /** Gives up soon, as a client does. */
  private void tryToGet(String path) {
    try (RawConnection client = RawConnection.open(port)) {
      client.send(RawConnection.head("GET", path, "Connection: close"));
      for (int i = 0; i < 20 && !client.isClosed(); i++) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException e) {
      // As may be.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertAnswersSoon() {
    long start = System.nanoTime();
    for (String path : PATHS) {
      assertThat(status(path)).as(path + host.transcript()).isEqualTo(200);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
  }

  private int status(String path) {
    try {
      return Http.get(port, path).statusCode();
    } catch (AssertionError e) {
      throw new AssertionError(host.transcript(), e);
    }
  }

  private void assertNothingIsLeft() {
    // The one that listens, those of the client that asks above, and on Java 8 what the JDK lost.
    host.await("the end of the connections", () -> Proc.sockets(host.pid()) < 8);
    assertThat(host.stderr()).noneMatch(line -> line.contains("NoClassDefFoundError"));
  }
}
