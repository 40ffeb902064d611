package tbot.diag.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/**
 * With {@code -Xcheck:jni}, hosts print nothing more under the agent until the profiler is loaded.
 */
@OnEachJvm
class CheckJniIT {

  private static final String SIGNALS =
      "Warning: SIG.*|^Running in non-interactive.*|^Signal Handlers:|^SIG[A-Z0-9]+: .*";

  @Test
  void standardOutputIsUnchanged() throws Exception {
    assumeTrue(
        ChildJvm.feature() < 24, "the JVM prints warnings about its own agent support there");
    assertThat(printed(true)).isEqualTo(printed(false));
  }

  private static List<String> printed(boolean agent) throws Exception {
    ChildJvm.Builder java = ChildJvm.java().options("-Xcheck:jni");
    if (agent) {
      java.agent("diag_addr=127.0.0.1:0,debug");
    } else {
      java.options("-javaagent:" + Artifacts.emptyAgentJar());
    }
    try (ChildJvm host = java.run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      if (agent) {
        String threads = "/debug/pprof/goroutine";
        assertThat(Http.getBytes(host.awaitDiagPort(), threads).statusCode()).isEqualTo(200);
      }
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      // If the tests run with SIGHUP or SIGINT ignored, as under nohup or in the background, Java 8
      // reports that after a while, even in the middle of a line.
      return host.stdout().stream()
          .map(line -> line.replaceFirst(SIGNALS, ""))
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
