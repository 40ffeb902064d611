package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** Clients that want to harm the host or its probes by what they send, or by sending nothing. */
@OnEachJvm
@Timeout(600)
class AttackedListenerIT {

  private static final String READY = "ready";

  @TempDir Path folder;

  private static ChildJvm host() throws IOException {
    return ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run("tbot.diag.hosts.IdleHost");
  }

  /** A java command that may open so many files at most. */
  private Path limitedJava(int files) throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("java"),
            "#!/bin/sh\nulimit -n "
                + files
                + " && exec "
                + String.join(" ", ChildJvm.command())
                + " \"$@\"\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(120_000);
    return socket;
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String readToEnd(Socket socket) throws IOException {
    try (InputStream in = socket.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static long descriptors(ChildJvm host) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", "" + host.process().pid(), "fd"))) {
      return files.count();
    }
  }

  @ParameterizedTest
  @CsvSource({"1024, 256", "200, 50"})
  void silentConnectionsLeaveTheHostItsFiles(int files, int connections) throws Exception {
    List<Socket> silent = new ArrayList<>();
    try (ChildJvm host =
        ChildJvm.javaAt(limitedJava(files))
            .agent("diag_addr=127.0.0.1:0")
            .run("tbot.diag.hosts.FileOpeningHost")) {
      host.awaitStdout(READY);
      int port = host.awaitDiagPort();
      Http.get(port, "/livez");
      long before = descriptors(host);
      for (int i = 0; i < 1_300; i++) {
        silent.add(connect(port));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
      }
      Metrics metrics = Metrics.scrape(port);
      assertThat(metrics.value("tbot_diag_connections")).isBetween(2.0, (double) connections);
      assertThat(metrics.value("tbot_diag_connections_evicted_total"))
          .isGreaterThanOrEqualTo(1_300.0 - connections);
      assertThat(descriptors(host)).isLessThanOrEqualTo(before + connections + 20);
      host.say("end");
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      assertThat(host.stdout()).contains("all opens succeeded");
    } finally {
      closeAll(silent);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /livez, 400",
    "POST /livez, 405",
    "POST /debug/pprof/profile, 405",
  })
  void bodiesThatNeverComeAreNotAwaited(String request, String status) throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (ChildJvm host = host()) {
      int port = host.awaitDiagPort();
      for (int i = 0; i < 200; i++) {
        Socket client = connect(port);
        clients.add(client);
        write(client, request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n");
      }
      for (int i = 0; i < 20; i++) {
        assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
      }
      for (Socket client : clients) {
        assertThat(readToEnd(client)).startsWith("HTTP/1.1 " + status);
      }
    } finally {
      closeAll(clients);
    }
  }

  @Test
  void clientsThatResetLeaveNoTraceInTheHostsLog() throws Exception {
    try (ChildJvm host =
        ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost")) {
      int port = host.awaitDiagPort();
      host.awaitStdout(READY);
      for (String path : new String[] {"/metrics", "/readyz", "/nothing"}) {
        for (int i = 0; i < 40; i++) {
          try (Socket client = Http.open(port, path, "Host: localhost")) {
            client.setSoLinger(true, 0);
          }
        }
      }
      assertThat(Http.get(port, "/metrics").statusCode()).isEqualTo(200);
      assertThat(host.stderr()).hasSize(1);
      assertThat(host.stdout()).containsExactly(READY);
    }
  }

  @Test
  void aHeadThatIsTooLargeGetsAnAnswer() throws Exception {
    try (ChildJvm host = host();
        Socket client = connect(host.awaitDiagPort())) {
      write(client, "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(400_000));
      assertThat(readToEnd(client)).startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void noAnswerMayBeGuessedAtOrKept() throws Exception {
    try (ChildJvm host = host()) {
      int port = host.awaitDiagPort();
      for (String path :
          new String[] {
            "/livez", "/readyz", "/metrics", "/no", "/debug/pprof/", "/debug/pprof/x"
          }) {
        var headers = Http.get(port, path).headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      }
    }
  }

  @Test
  void profilesThatNobodyWaitsForEnd() throws Exception {
    try (ChildJvm host = host()) {
      int port = host.awaitDiagPort();
      for (int i = 0; i < 70; i++) {
        // More than the profiles that may run at a time.
        Http.open(port, "/debug/pprof/profile?seconds=3600", "Host: localhost").close();
      }
      host.await(
          "a place for one more",
          () -> Http.get(port, "/debug/pprof/goroutine").statusCode() == 200);
      host.await(
          "the recorder to end",
          () ->
              !Http.get(port, "/debug/pprof/goroutine?debug=2")
                  .body()
                  .contains("tbot-diag-recorder"));
    }
  }
}
