package tbot.diag.it.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static tbot.diag.it.testhost.CheckedHost.check;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Proc;
import tbot.diag.it.testhost.CheckedHost;

/** Checks of the host's readiness. */
@OnEachJvm
@Timeout(600)
class ReadyCheckIT {

  @TempDir Path folder;

  @Test
  void neitherLoadsNorInitialisesTheClass() throws Exception {
    try (CheckedHost host = CheckedHost.start(folder, List.of(check("bot", "isReady")))) {
      host.await("/readyz/bot", 503, "initializing");
      if (ChildJvm.feature() > 8) {
        host.jvm().ask("load");
      }
      // Long enough for some searches; what must not happen has no end that could be awaited.
      for (int i = 0; i < 100; i++) {
        assertThat(Http.get(host.port(), "/readyz/bot").body()).contains("initializing");
      }
      assertThat(host.jvm().ask("initialise")).isEqualTo("by main");
      host.await("/readyz/bot", 200, "healthy");
    }
  }

  @Test
  void followsTheBot() throws Exception {
    try (CheckedHost host =
        CheckedHost.start(
            folder,
            List.of(
                check("static", "isReady"), check("single", "isAlive"), check("no", "isRedy")))) {
      host.initialise();
      host.await("/readyz/static", 200, "healthy");
      host.await("/readyz/single", 200, "healthy");
      host.await("/readyz/no", 503, "has no method isRedy without parameters; it has fails(), ");
      host.jvm().awaitStderr("tbot-diag: warning: ready_check no: tbot.diag.hosts.CheckedBot has");
      host.jvm().ask("break");
      host.await("/readyz/static", 503, "returned false");
      host.await("/readyz/single", 503, "returned false");
      host.jvm().ask("mend");
      host.await("/readyz/static", 200, "healthy");
      host.await("/readyz/single", 200, "healthy");
    }
  }

  @Test
  void aHangingCheckBlocksNeitherOthersNorTheEnd() throws Exception {
    try (CheckedHost host =
        CheckedHost.start(
            folder,
            List.of(
                check("hangs", "hangs").replace("timeout: 1s", "timeout: 100ms"),
                check("bot", "isReady")))) {
      host.initialise();
      host.await("/readyz/bot", 200, "healthy");
      host.await("/readyz/hangs", 503, "has not returned for ");
      host.await("/readyz/bot", 200, "healthy");
      assertThat(host.jvm().ask("hung")).isEqualTo("1 times");
      host.jvm().endInput();
      assertThat(host.jvm().awaitExit()).as(host.jvm().transcript()).isZero();
    }
  }

  @Test
  void comesAndGoesWithTheOptions() throws Exception {
    try (ChildJvm host = ChildJvm.java().run("tbot.diag.hosts.IdleHost");
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      host.awaitStdout("ready");
      Attach.agent(host, "diag_addr=127.0.0.1:0");
      int port = host.awaitDiagPort();
      assertThat(Proc.hasThread(host.pid(), "tbot-diag-check")).isFalse();
      String address = ":tcp:127.0.0.1:" + server.getLocalPort();
      Attach.agent(host, "diag_addr=127.0.0.1:0,ready_check=a" + address + ";b" + address);
      assertThat(Http.get(port, "/wait/a").statusCode()).isEqualTo(200);
      assertThat(Http.get(port, "/wait/b").statusCode()).isEqualTo(200);
      Attach.agent(host, "diag_addr=127.0.0.1:" + port + ",ready_check=b" + address);
      assertThat(Http.get(port, "/readyz/a").statusCode()).isEqualTo(404);
      assertThat(Http.get(port, "/readyz/b").statusCode()).isEqualTo(200);
      Attach.agent(host, "diag_addr=127.0.0.1:" + port);
      assertThat(Http.get(port, "/readyz/b").statusCode()).isEqualTo(404);
      host.await("the end of the threads", () -> !Proc.hasThread(host.pid(), "tbot-diag-check"));
    }
  }
}
