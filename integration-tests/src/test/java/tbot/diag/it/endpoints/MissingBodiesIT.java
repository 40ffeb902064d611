package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.driver.Probes;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.Proc;

/** Clients that announce a body and do not send it. */
@Timeout(600)
class MissingBodiesIT {

  private static final int CLIENTS = 700;
  private static final String LENGTH = "Content-Length: 100";

  private final List<RawConnection> clients = new ArrayList<>();
  private ChildJvm host;
  private int port;
  private Probes probes;

  @BeforeEach
  void start() throws IOException {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run("tbot.diag.hosts.IdleHost");
    port = host.awaitDiagPort();
    probes = Probes.undisturbed(port);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawConnection client : clients) {
      client.close();
    }
    host.close();
  }

  @ParameterizedTest
  @CsvSource({"GET, /livez, 400", "GET, /metrics, 400", "POST, /debug/pprof/profile, 405"})
  void whereNoneIsTakenTheAnswerComesAtOnce(String method, String path, int status)
      throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      RawConnection client = connect(method, path);
      assertThat(client.readToEnd())
          .startsWith("HTTP/1.1 " + status)
          .contains("\r\nConnection: close\r\n")
          .doesNotEndWith("(reset)");
      if (i % 20 == 19) {
        probes.take();
      }
    }
    probes.assertPrompt();
    System.out.println(method + " " + path + ": " + probes);
  }

  @Test
  void whereOneIsTakenTheyDelayNoProbe() throws Exception {
    int before = Proc.sockets(host.pid());
    for (int i = 0; i < CLIENTS; i++) {
      connect("POST", "/debug/pprof/symbol");
      if (i % 20 == 19) {
        probes.take();
      }
    }
    assertThat(Proc.sockets(host.pid()) - before).as("sockets of clients").isBetween(100, 256);
    probes.assertPrompt();
    System.out.println("POST symbol: " + probes);
  }

  private RawConnection connect(String method, String path) throws IOException {
    RawConnection client = RawConnection.open(port);
    clients.add(client);
    return client.send(RawConnection.head(method, path, LENGTH));
  }
}
