package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** The server is created for the first client, which does not notice. */
@OnEachJvm
@Timeout(600)
class FirstRequestIT {

  private static final int CLIENTS = 50;

  /** A client that has sent its request. A plain socket, as an HTTP client might send it twice. */
  private record Client(Socket socket) implements AutoCloseable {

    static Client ask(int port) throws IOException {
      return new Client(Http.open(port, "/livez", "Host: localhost"));
    }

    String statusLine() throws IOException {
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void withoutRequestsNoServerIsLoaded() throws Exception {
    try (ChildJvm host = host()) {
      host.awaitStdout("ready");
      host.awaitDiagPort();
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      assertThat(host.stdout())
          .anyMatch(line -> line.contains("tbot.diag.http.engine.HttpEngine"))
          .noneMatch(line -> line.contains("tbot.diag.http.engine.Exchange"))
          .noneMatch(line -> line.contains("org.apache.hc."))
          .noneMatch(line -> line.contains("tbot.diag.health."))
          .noneMatch(line -> line.contains("tbot.diag.metrics.MetricsEndpoint"));
    }
  }

  @Test
  void theFirstClientsAreAnsweredOnTheirConnections() throws Exception {
    try (ChildJvm host = host()) {
      int port = host.awaitDiagPort();
      List<Client> clients = new ArrayList<>();
      try {
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(Client.ask(port));
        }
        for (Client client : clients) {
          assertThat(client.statusLine()).as(host.transcript()).isEqualTo("HTTP/1.1 200 OK");
        }
      } finally {
        for (Client client : clients) {
          client.close();
        }
      }
    }
  }

  private static ChildJvm host() throws IOException {
    return ChildJvm.java()
        .options("-verbose:class")
        .agent("diag_addr=127.0.0.1:0")
        .run("tbot.diag.hosts.IdleHost");
  }
}
