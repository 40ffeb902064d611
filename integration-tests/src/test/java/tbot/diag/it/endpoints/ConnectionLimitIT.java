package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.Probes;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Proc;

/** Clients cannot take the host's files: there is a limit, and the oldest silent one makes room. */
@OnEachJvm
@Timeout(600)
class ConnectionLimitIT {

  private static final int CLIENTS = 1_300;

  /** After which any silent client is disconnected. */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final List<RawConnection> clients = new ArrayList<>();
  private ChildJvm host;
  private int port;

  /** A host whose process may open so many files. */
  private void start(int files) throws IOException {
    host =
        ChildJvm.java()
            .before("sh", "-c", "ulimit -n " + files + "; exec \"$@\"", "sh")
            .agent("diag_addr=127.0.0.1:0")
            .run("tbot.diag.hosts.FileOpeningHost");
    port = host.awaitDiagPort();
    host.awaitStdout("ready");
  }

  @AfterEach
  void stop() throws IOException {
    for (RawConnection client : clients) {
      client.close();
    }
    host.close();
  }

  @ParameterizedTest
  @CsvSource({"1024, 256", "128, 32"})
  void silentClientsLeaveTheHostItsFiles(int files, int limit) throws Exception {
    start(files);
    Probes probes = Probes.undisturbed(port);
    int before = Proc.sockets(host.pid());
    int most = 0;
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(RawConnection.open(port));
      if (i % 50 == 49) {
        probes.take();
        most = Math.max(most, Proc.sockets(host.pid()) - before);
      }
    }
    for (int i = 0; i < 20; i++) {
      probes.take();
      most = Math.max(most, Proc.sockets(host.pid()) - before);
    }

    assertThat(host.ask("", "opened ")).endsWith(" failed 0");
    Metrics metrics = Metrics.scrape(port);
    assertThat(metrics.value("tbot_diag_connections")).isBetween(limit / 2.0, (double) limit);
    assertThat(metrics.value("tbot_diag_connections_evicted_total"))
        .isGreaterThanOrEqualTo(CLIENTS - limit);
    assertThat(most).as("sockets of clients").isBetween(limit / 2, limit);
    probes.assertPrompt();
    System.out.println("ulimit -n " + files + ": " + most + " sockets; " + probes);
  }

  @Test
  void theOldestSilentClientMakesRoom() throws Exception {
    start(256);
    int limit = 256 / 4;
    RawConnection active = connect();
    RawConnection oldest = connect();
    for (int i = 2; i < limit; i++) {
      connect();
    }
    active.send(RawConnection.head("GET", "/livez"));
    assertThat(active.read(12)).isEqualTo("HTTP/1.1 200");
    assertThat(oldest.isClosed()).isFalse();

    connect();

    long asked = System.nanoTime();
    assertThat(oldest.readToEnd()).isIn("", "(reset)");
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(DEADLINE);
    clients.remove(oldest);
    for (RawConnection client : clients) {
      client.send(RawConnection.head("GET", "/livez", "Connection: close"));
      assertThat(client.readToEnd()).contains("HTTP/1.1 200 ");
    }
  }

  private RawConnection connect() throws IOException {
    RawConnection client = RawConnection.open(port);
    clients.add(client);
    return client;
  }
}
