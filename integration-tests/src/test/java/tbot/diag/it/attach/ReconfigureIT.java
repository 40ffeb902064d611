package tbot.diag.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.Jcmd;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.jvm.RebuiltAgentJar;
import tbot.diag.it.machine.LocalPort;

@Timeout(600)
class ReconfigureIT {

  private ChildJvm host;

  @AfterEach
  void stop() {
    if (host != null) {
      host.close();
    }
  }

  private void startWith(String arguments) throws IOException {
    host = ChildJvm.java().agent(arguments).run("tbot.diag.hosts.IdleHost");
  }

  private void attach(String arguments) throws Exception {
    host.awaitStdout("ready");
    Attach.agent(host, arguments);
  }

  /** Attaches and expects that it fails. */
  private void attachAndExpectFailure(String arguments) throws Exception {
    host.awaitStdout("ready");
    Attach.refused(host, arguments);
  }

  /** Waits until the agent has logged this many lines, and returns the last of them. */
  private String awaitLine(int count) {
    host.await(count + " lines", () -> host.agentLines().size() >= count);
    return host.agentLines().get(count - 1);
  }

  private static int portIn(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  @OnEachJvm
  @Test
  void startsInARunningHost() throws Exception {
    host = ChildJvm.java().run("tbot.diag.hosts.IdleHost");
    attach("diag_addr=127.0.0.1:0");
    assertThat(Http.get(host.awaitDiagPort(), "/livez").body()).isEqualTo("OK");
    host.endInput();
    assertThat(host.awaitExit()).isZero();
    assertThat(host.stdout()).containsExactly("ready", "bye");
  }

  @Test
  void changesNothingWhenNothingDiffers() throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int port = host.awaitDiagPort();
    attach("diag_addr=127.0.0.1:0");
    assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
    assertThat(host.agentLines()).containsExactly("tbot-diag: listening on 127.0.0.1:" + port);
  }

  @Test
  void movesToAnotherAddressAndKeepsItsState() throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int before = host.awaitDiagPort();
    String status = Http.get(before, "/readyz").body();
    attach("diag_addr=localhost:0");
    String moved = awaitLine(2);
    assertThat(moved).startsWith("tbot-diag: listening on localhost:");
    int after = portIn(moved);
    assertThat(LocalPort.isListenedOn(before)).isFalse();
    assertThat(Http.get(after, "/readyz").body()).isEqualTo(status);
  }

  @Test
  void keepsThePortWhenItIsGivenByNumber() throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int port = host.awaitDiagPort();
    attach("diag_addr=localhost:" + port);
    assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
    assertThat(host.agentLines()).containsExactly("tbot-diag: listening on 127.0.0.1:" + port);
  }

  @Test
  void movesToAllInterfacesOnTheSamePort() throws Exception {
    int port = LocalPort.free();
    startWith("diag_addr=127.0.0.1:" + port);
    host.awaitDiagPort();
    attach("diag_addr=0.0.0.0:" + port);
    assertThat(awaitLine(2)).isEqualTo("tbot-diag: listening on 0.0.0.0:" + port);
    assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
  }

  @Test
  void staysWhenTheNewAddressIsTaken() throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int port = host.awaitDiagPort();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      attachAndExpectFailure("diag_addr=" + address);
      assertThat(awaitLine(2))
          .isEqualTo(
              "tbot-diag: error: diag_addr: \""
                  + address
                  + "\": cannot listen there: Address already in use; still listening on"
                  + " 127.0.0.1:"
                  + port);
    }
    assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
  }

  @Test
  void returnsWhenTheNewAddressIsUnavailable() throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int first = host.awaitDiagPort();
    attachAndExpectFailure("diag_addr=192.0.2.1:" + first);
    assertThat(awaitLine(2))
        .startsWith("tbot-diag: error: diag_addr: \"192.0.2.1:" + first + "\": cannot listen there")
        .endsWith("; going back to 127.0.0.1:" + first);
    assertThat(awaitLine(3)).isEqualTo("tbot-diag: listening on 127.0.0.1:" + first);
    assertThat(Http.get(first, "/livez").body()).isEqualTo("OK");
  }

  @Test
  void staysAsItIsOnBadArguments() throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int port = host.awaitDiagPort();
    attachAndExpectFailure("diag_addr=nonsense");
    assertThat(awaitLine(2)).startsWith("tbot-diag: error: diag_addr: \"nonsense\"");
    attachAndExpectFailure("diag_addr=no-such-host.invalid:1");
    assertThat(awaitLine(3)).contains("unknown host");
    assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
  }

  @Test
  void startsOnGoodArgumentsAfterBadOnes() throws Exception {
    startWith("diag_addr=nonsense");
    host.awaitStderr("nonsense");
    attach("diag_addr=127.0.0.1:0");
    assertThat(Http.get(host.awaitDiagPort(), "/livez").body()).isEqualTo("OK");
  }

  @Test
  void takesTheAddressOnceItIsFree() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      startWith("diag_addr=127.0.0.1:" + port);
      host.awaitStderr("already in use");
    }
    attach("diag_addr=127.0.0.1:" + port);
    assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
  }

  @Test
  void closesTheListenerWithoutAnAddress() throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int port = host.awaitDiagPort();
    attach("debug=false");
    assertThat(LocalPort.isListenedOn(port)).isFalse();
    attach("diag_addr=127.0.0.1:0");
    assertThat(Http.get(portIn(awaitLine(3)), "/livez").body()).isEqualTo("OK");
  }

  @Test
  void switchesTheVerboseLogWithDebug() throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int port = host.awaitDiagPort();
    attach("diag_addr=127.0.0.1:0,debug");
    assertThat(awaitLine(2)).startsWith("tbot-diag: debug: ");
    assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
  }

  @Test
  void stopLeavesNoListenerAndNoThread() throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int port = host.awaitDiagPort();
    Http.get(port, "/metrics");
    attach("stop");
    assertThat(awaitLine(2)).isEqualTo("tbot-diag: stopped");
    assertThat(LocalPort.isListenedOn(port)).isFalse();
    assertThat(Jcmd.run(host, "Thread.print")).contains("\"main\"").doesNotContain("tbot-diag");
    attach("diag_addr=127.0.0.1:0");
    assertThat(Http.get(portIn(awaitLine(3)), "/livez").body()).isEqualTo("OK");
    host.endInput();
    assertThat(host.awaitExit()).isZero();
  }

  /** The second agent starts before the first has read its arguments. */
  @OnEachJvm
  @Test
  void theLastOfTwoAgentsOnTheCommandLineCounts() throws Exception {
    host =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0")
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.IdleHost");
    host.awaitStdout("ready");
    assertThat(Http.get(host.awaitDiagPort(), "/debug/pprof/cmdline").statusCode()).isEqualTo(200);
  }

  @OnEachJvm
  @Test
  void neverStartsWhenStoppedBeforeMain() throws Exception {
    host =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0")
            .agent("stop")
            .options("-verbose:class")
            .run("tbot.diag.hosts.IdleHost");
    host.awaitStdout("ready");
    host.await("the end of the thread", () -> !Jcmd.hasThread(host, "tbot-diag-start"));
    host.endInput();
    assertThat(host.awaitExit()).isZero();
    assertThat(host.stdout()).noneMatch(line -> line.contains("tbot.diag.core."));
    assertThat(host.stderr()).isEmpty();
  }

  @OnEachJvm
  @Test
  void isReplacedByAnotherJar(@TempDir Path folder) throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int before = host.awaitDiagPort();
    Path other = RebuiltAgentJar.in(folder);

    attach("jar=" + other + ",diag_addr=127.0.0.1:0");
    int after = host.awaitDiagPort(2);
    assertThat(LocalPort.isListenedOn(before)).isFalse();
    attach("jar=" + other + ",diag_addr=127.0.0.1:0,debug");
    assertThat(Http.get(after, "/debug/pprof/cmdline").statusCode()).isEqualTo(200);
    attach("stop");
    assertThat(LocalPort.isListenedOn(after)).isFalse();
  }

  @OnEachJvm
  @Test
  void isNotReplacedByACopyOfItsJar(@TempDir Path folder) throws Exception {
    startWith("diag_addr=127.0.0.1:0");
    int port = host.awaitDiagPort();
    Path copy = Files.copy(Artifacts.agentJar(), folder.resolve("copy.jar"));

    attach("jar=" + copy + ",diag_addr=127.0.0.1:0,debug");

    assertThat(Http.get(port, "/debug/pprof/cmdline").statusCode()).isEqualTo(200);
    attach("stop");
    assertThat(LocalPort.isListenedOn(port)).isFalse();
  }

  @Test
  void startsFromAnotherJarAfterAMissingOne(@TempDir Path folder) throws Exception {
    host = ChildJvm.java().run("tbot.diag.hosts.IdleHost");
    attachAndExpectFailure("jar=" + folder.resolve("none.jar") + ",diag_addr=127.0.0.1:0");
    assertThat(awaitLine(1))
        .startsWith("tbot-diag: error: the agent could not start (the host is not affected): ")
        .contains("none.jar");

    attach("diag_addr=127.0.0.1:0");
    assertThat(Http.get(host.awaitDiagPort(), "/livez").body()).isEqualTo("OK");
    assertThat(host.agentLines()).hasSize(2);
  }
}
