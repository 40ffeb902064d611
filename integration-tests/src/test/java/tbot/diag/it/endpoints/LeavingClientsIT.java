package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Proc;

/** Clients that leave before the end of their profiles. */
@OnEachJvm
@Timeout(600)
class LeavingClientsIT {

  /** As many requests for profiles are served at the same time. */
  private static final int SLOTS = 64;

  private static final String PROFILE = "/debug/pprof/profile?seconds=60";
  private static final String RECORDER = "tbot-diag-recorder";

  /** Longer than the second that is promised, for a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private final List<RawConnection> clients = new ArrayList<>();
  private ChildJvm host;
  private int port;

  @BeforeEach
  void start() throws IOException {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run("tbot.diag.hosts.IdleHost");
    port = host.awaitDiagPort();
  }

  @AfterEach
  void stop() throws IOException {
    leaveAll(Leave.CLOSE);
    host.close();
  }

  /** How clients leave. */
  enum Leave {
    CLOSE,
    RESET
  }

  @ParameterizedTest
  @EnumSource
  void endTheirProfilesAtOnce(Leave how) throws Exception {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < SLOTS; i++) {
        assertThat(beginProfile()).isEqualTo("HTTP/1.1 200");
      }
      assertThat(beginProfile()).isEqualTo("HTTP/1.1 503");
      assertThat(Proc.hasThread(host.pid(), RECORDER)).isTrue();

      long left = System.nanoTime();
      leaveAll(how);
      host.await("the end of the session", () -> !Proc.hasThread(host.pid(), RECORDER));
      Duration took = Duration.ofNanos(System.nanoTime() - left);
      System.out.println(SLOTS + " profiles ended within " + took.toMillis() + " ms");
      assertThat(took).isLessThan(SOON);
    }
  }

  /** Returns the first line of the answer, when it has begun. */
  private String beginProfile() throws IOException {
    RawConnection client = RawConnection.open(port);
    clients.add(client);
    return client.send(RawConnection.head("GET", PROFILE)).read(12);
  }

  private void leaveAll(Leave how) throws IOException {
    for (RawConnection client : clients) {
      if (how == Leave.RESET) {
        client.reset();
      } else {
        client.close();
      }
    }
    clients.clear();
  }
}
