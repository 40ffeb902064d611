package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.CredentialFiles;
import tbot.diag.it.jvm.AgentCommand;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Command;
import tbot.diag.it.pprof.PprofProfile;

/** The listener on a Unix domain socket, and the clients that can use one. */
@OnEachJvm
@Timeout(600)
class UnixSocketIT {

  private static final int FIRST_JAVA = 16;

  private static final String GO_CLIENT =
      """
      package main

      import (
        "context"
        "io"
        "net"
        "net/http"
        "os"
      )

      func main() {
        client := http.Client{Transport: &http.Transport{
          DialContext: func(_ context.Context, _, _ string) (net.Conn, error) {
            return net.Dial("unix", os.Args[1])
          },
        }}
        response, err := client.Get("http://bot" + os.Args[2])
        if err != nil {
          panic(err)
        }
        io.Copy(os.Stdout, response.Body)
      }
      """;

  @TempDir Path folder;

  private Path socket() {
    return folder.resolve("diag.sock");
  }

  private ChildJvm host() throws IOException {
    return ChildJvm.java()
        .agent("diag_addr=unix:" + socket() + ",debug")
        .run("tbot.diag.hosts.IdleHost");
  }

  private static void needsUnixSockets() {
    assumeTrue(ChildJvm.feature() >= FIRST_JAVA, "Unix domain sockets came with Java 16");
  }

  private String curl(String path) throws Exception {
    ClientProgram.orSkip("curl", "curl");
    return Command.of(
            List.of(
                "curl", "-sS", "--fail", "--unix-socket", socket().toString(), "http://bot" + path))
        .runSuccessfully(folder);
  }

  @Test
  void curlReachesItAndItsFileGoesWithTheHost() throws Exception {
    needsUnixSockets();
    try (ChildJvm host = host()) {
      host.awaitStderr("listening on unix:" + socket());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-------");
      assertThat(curl("/livez")).isEqualTo("OK");
      assertThat(curl("/metrics")).contains("tbot_diag_connections 1.0");
      assertThat(curl("/debug/pprof/goroutine?debug=2")).contains("Full thread dump");
      host.awaitStdout("ready");
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
    }
    assertThat(socket()).doesNotExist();
  }

  @Test
  void goReachesIt() throws Exception {
    needsUnixSockets();
    ClientProgram.orSkip("go", "golang-go");
    Path program = Files.writeString(folder.resolve("get.go"), GO_CLIENT);
    try (ChildJvm host = host()) {
      host.awaitStderr("listening on unix:" + socket());
      assertThat(
              Command.of(List.of("go", "run", program.toString(), socket().toString(), "/readyz"))
                  .environment("HOME", folder.toString())
                  .environment("GOFLAGS", "")
                  .runSuccessfully(folder))
          .contains("\"services\"");
    }
  }

  @Test
  void ourCommandsReachIt() throws Exception {
    needsUnixSockets();
    String address = "unix:" + socket();
    try (ChildJvm host = host()) {
      host.awaitStderr("listening on " + address);
      assertThat(AgentCommand.run(0, "wait", "--diag-addr", address).stderr())
          .anyMatch(line -> line.startsWith("tbot-diag: ready after "));
      assertThat(AgentCommand.run(0, "status", "--diag-addr", address).stdout())
          .contains("address  " + address, "ready    healthy, 0 services are healthy");
      assertThat(AgentCommand.run(0, "dump", "--diag-addr", address).stdout())
          .anyMatch(line -> line.startsWith("\"main\" #"));
      assertThat(AgentCommand.run(0, "top", "-n", "1", "--diag-addr", address).stdout())
          .isNotEmpty();
      Path file = folder.resolve("wall.pb.gz");
      AgentCommand.run(
          0, "profile", "-t", "wall", "-d", "1", "-o", file.toString(), "--diag-addr", address);
      assertThat(PprofProfile.decode(Files.readAllBytes(file)).sum(0, all -> true)).isPositive();
      host.awaitStdout("ready");
    }
    assertThat(AgentCommand.run(1, "status", "--diag-addr", address).stderr())
        .anyMatch(line -> line.startsWith("tbot-diag: " + address + ": "));
    assertThat(AgentCommand.run(1, "wait", "--timeout", "1s", "--diag-addr", address).stderr())
        .anyMatch(
            line -> line.startsWith("tbot-diag: not ready after 1s: " + address + " /wait: "));
  }

  @Test
  void aLoginIsInTheAddress() throws Exception {
    needsUnixSockets();
    Path users = new CredentialFiles(folder).logins("ann", "open sesame");
    try (ChildJvm host =
        ChildJvm.java()
            .agent("diag_addr=unix:" + socket() + ",auth_file=" + users + ",auth_except=/livez")
            .run("tbot.diag.hosts.IdleHost")) {
      host.awaitStderr("listening on unix:");
      String address = "unix://ann:open%20sesame@" + socket();
      AgentCommand.run(0, "wait", "--diag-addr", address);
      AgentCommand.run(0, "status", "--diag-addr", address);
      assertThat(AgentCommand.run(1, "status", "--diag-addr", "unix:" + socket()).stderr())
          .containsExactly(
              "tbot-diag: unix:"
                  + socket()
                  + ": it wants a login: --diag-addr unix://USER:PASSWORD@/PATH, or USER:PASSWORD in the"
                  + " environment variable TBOT_DIAG_LOGIN");
    }
  }

  @Test
  void movesThereAndBackByAnAttach() throws Exception {
    needsUnixSockets();
    try (ChildJvm host = ChildJvm.java().run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      Attach.agent(host, "diag_addr=unix:" + socket());
      host.awaitStderr("listening on unix:" + socket());
      assertThat(curl("/livez")).isEqualTo("OK");
      Attach.agent(host, "diag_addr=127.0.0.1:0");
      host.awaitStderr("listening on 127.0.0.1:");
      assertThat(socket()).doesNotExist();
    }
  }

  @Test
  void anOlderJavaSaysSoInOneLine() throws Exception {
    assumeTrue(ChildJvm.feature() < FIRST_JAVA, "this Java has Unix domain sockets");
    try (ChildJvm host = host()) {
      assertThat(host.awaitStderr("tbot-diag: error: "))
          .contains("diag_addr: Unix domain sockets need Java 16 or newer, and this is Java ");
      host.awaitStdout("ready");
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
    }
    assertThat(AgentCommand.run(2, "wait", "--diag-addr", "unix:" + socket()).stderr())
        .anyMatch(line -> line.contains("Unix domain sockets need Java 16 or newer"));
  }
}
