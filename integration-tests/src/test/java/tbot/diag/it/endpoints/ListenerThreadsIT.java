package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Mount;

/** The host's user has as many threads as the system allows, and later fewer. */
@OnEachJvm
@Timeout(600)
class ListenerThreadsIT {

  /** Of nobody else, since the system counts the threads of a user. */
  private static final String USER = "--reuid=54321";

  /** Enough for a JVM; root has no limit. */
  private static final int THREADS = 100;

  @TempDir Path folder;

  @Test
  void answersAgainWhenThereAreThreads() throws Exception {
    assumeTrue(
        Mount.run("setpriv", USER, "--clear-groups", "prlimit", "--nproc=" + THREADS, "true")
            && System.getProperty("tbot.diag.java") == null,
        "this user may not become another (Debian package util-linux), or the JVM needs root");
    // The other user cannot read the checkout if it is below root's home.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    try (ChildJvm host =
        ChildJvm.java()
            .before("setpriv", USER, "--clear-groups", "prlimit", "--nproc=" + THREADS)
            .fromCopiesIn(folder)
            .agent("diag_addr=127.0.0.1:0")
            .run("tbot.diag.hosts.OutOfThreadsHost")) {
      int port = host.awaitDiagPort();
      host.awaitStdout("ready");
      for (int round = 1; round <= 3; round++) {
        host.ask("1000", "full");
        while (frees(host) < round) {
          askOnce(port);
        }
        assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
        assertThat(Http.get(port, "/metrics").statusCode()).isEqualTo(200);
      }
    }
  }

  private static long frees(ChildJvm host) {
    return host.stdout().stream().filter("free"::equals).count();
  }

  /** The answer does not matter, but that one comes or the connection is closed. */
  private static void askOnce(int port) throws Exception {
    try (RawConnection client = RawConnection.open(port)) {
      client.send(RawConnection.head("GET", "/livez", "Connection: close")).readToEnd();
    }
  }
}
