package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Probes;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.Proc;

/**
 * Stalled clients delay no probe. They are held for {@code -Dtbot.diag.stall.seconds}, 12 by
 * default: longer than the deadline of 10 seconds, so that the server disconnects each of them at
 * least once.
 */
@Timeout(600)
class StalledClientsIT {

  /** Fewer than the listener's limit of connections. */
  private static final int CLIENTS = 200;

  private static final int MORE_THAN_THE_LIMIT = 500;
  private static final Duration HOLD =
      Duration.ofSeconds(Integer.getInteger("tbot.diag.stall.seconds", 12));
  private static final long DEADLINE_MILLIS = 10_000;

  /** A busy machine may be late. */
  private static final long LATE_MILLIS = 20_000;

  /** Of the listener, beside those of the host and the JVM. */
  private static final int FEW_THREADS = 8;

  private final List<RawConnection> clients = new ArrayList<>();
  private ChildJvm host;
  private int port;
  private Probes probes;
  private int threads;

  @BeforeEach
  void start() throws IOException {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost");
    port = host.awaitDiagPort();
    probes = Probes.undisturbed(port);
    threads = Proc.threads(host.pid());
  }

  @AfterEach
  void stop() throws IOException {
    for (RawConnection client : clients) {
      client.close();
    }
    host.close();
  }

  @Test
  void halfSentRequestsDelayNoProbe() throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(halfRequest());
    }
    int cut = 0;
    long end = System.nanoTime() + HOLD.toNanos();
    while (System.nanoTime() < end || cut < CLIENTS) {
      probes.take();
      cut += replaceDisconnected();
    }

    assertThat(Proc.threads(host.pid())).isLessThanOrEqualTo(threads + FEW_THREADS);
    probes.assertPrompt();
    System.out.println(CLIENTS + " half-sent requests: " + probes + ", " + cut + " disconnected");
  }

  private RawConnection halfRequest() throws IOException {
    return RawConnection.open(port).send("GET /livez HTTP/1.1\r\nHo");
  }

  private int replaceDisconnected() throws IOException {
    int cut = 0;
    for (int i = 0; i < clients.size(); i++) {
      RawConnection client = clients.get(i);
      if (client.isClosed()) {
        assertThat(client.ageMillis())
            .as("age of a client at its disconnect")
            .isBetween(DEADLINE_MILLIS - 100, LATE_MILLIS);
        client.close();
        clients.set(i, halfRequest());
        cut++;
      }
    }
    return cut;
  }

  @Test
  void idleConnectionsDelayNoProbe() throws Exception {
    for (int i = 0; i < MORE_THAN_THE_LIMIT; i++) {
      RawConnection client = RawConnection.open(port);
      clients.add(client);
      // Half of them are idle before their first request, half after it.
      if (i % 2 == 0) {
        client.send(RawConnection.head("GET", "/livez")).read(20);
      }
    }
    probes.takeFor(Duration.ofSeconds(2));

    assertThat(Proc.threads(host.pid())).isLessThanOrEqualTo(threads + FEW_THREADS);
    probes.assertPrompt();
    System.out.println(MORE_THAN_THE_LIMIT + " idle connections: " + probes);
  }
}
