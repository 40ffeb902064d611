package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** Several requests on one connection. */
@OnEachJvm
@Timeout(600)
class PersistentConnectionsIT {

  private static ChildJvm host;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run("tbot.diag.hosts.IdleHost");
    port = host.awaitDiagPort();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
    String requests =
        RawConnection.head("GET", "/livez")
            + RawConnection.head("HEAD", "/metrics")
            + RawConnection.head("GET", "/debug/pprof/profile?seconds=1&format=collapsed")
            + RawConnection.head("GET", "/unknown")
            + RawConnection.head("GET", "/readyz", "Connection: close");
    try (RawConnection client = RawConnection.open(port)) {
      assertThat(client.send(requests).readToEnd())
          .containsPattern(
              "(?s)^HTTP/1.1 200 OK\r\n.*\r\n\r\nOK"
                  + "HTTP/1.1 200 OK\r\n.*Content-Length: [1-9]\\d+\r\n\r\n"
                  + "HTTP/1.1 200 OK\r\n.*chunked.*\r\n0\r\n\r\n"
                  + "HTTP/1.1 404 Not Found\r\n.*"
                  + "HTTP/1.1 200 OK\r\n.*Connection: close\r\n.*\\}$");
    }
  }

  @Test
  void clientsOfHttp10MayAskForMore() throws IOException {
    String head = "GET /livez HTTP/1.0\r\n";
    try (RawConnection client = RawConnection.open(port)) {
      client.send(head + "Connection: keep-alive\r\n\r\n" + head + "\r\n");
      assertThat(client.readToEnd())
          .containsPattern("(?s)^HTTP/1.1 200 .*keep-alive.*\r\n\r\nOKHTTP/1.1 200 .*\r\n\r\nOK$");
    }
  }

  @Test
  @Tag("soak")
  void anIdleConnectionIsClosedAfterHalfAMinute() throws IOException {
    try (RawConnection client = RawConnection.open(port)) {
      client.send(RawConnection.head("GET", "/livez"));
      assertThat(client.readToEnd()).endsWith("\r\n\r\nOK");
      assertThat(client.ageMillis()).isBetween(29_000L, 60_000L);
    }
  }
}
