package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Probes;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.Proc;

/** Clients that do not read their large answers cost memory for these, and no threads. */
@Timeout(600)
class SlowReadersIT {

  private static final int THREADS_OF_THE_HOST = 2_000;
  private static final int CLIENTS = 100;
  private static final String DUMP = "/debug/pprof/goroutine?debug=2";

  /** Of the listener, beside those of the host and the JVM. */
  private static final int FEW_THREADS = 16;

  @Test
  void takeNoThreadsAndDelayNoProbe() throws Exception {
    List<RawConnection> clients = new ArrayList<>();
    try (ChildJvm host =
        ChildJvm.java()
            .options("-Xss256k", "-Xmx400m")
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.ParkedHost", Integer.toString(THREADS_OF_THE_HOST), "0")) {
      host.awaitStdout("ready");
      int port = host.awaitDiagPort();
      Probes probes = Probes.undisturbed(port);
      int threads = Proc.threads(host.pid());
      for (int i = 0; i < CLIENTS; i++) {
        RawConnection client = ask(port);
        clients.add(client);
        assertThat(client.read(12)).isEqualTo("HTTP/1.1 200");
      }
      probes.takeFor(Duration.ofSeconds(2));

      host.await("the end of the threads", () -> Proc.threads(host.pid()) <= threads + FEW_THREADS);
      probes.assertPrompt();
      System.out.println(CLIENTS + " slow readers: " + probes);
      assertThat(clients.get(0).readToEnd()).contains("parked");
    } finally {
      for (RawConnection client : clients) {
        client.close();
      }
    }
  }

  private static RawConnection ask(int port) throws IOException {
    return RawConnection.openSlow(port).send(RawConnection.head("GET", DUMP, "Connection: close"));
  }
}
