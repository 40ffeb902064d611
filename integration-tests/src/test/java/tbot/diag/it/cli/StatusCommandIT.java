package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.AgentCommand;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** What the agent in a JVM says of itself. */
@OnEachJvm
@Timeout(600)
class StatusCommandIT {

  private static final String IDLE = "tbot.diag.hosts.IdleHost";

  @TempDir Path folder;

  @Test
  void readinessHooksAndProfilerAreShown() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("tbot.yaml"),
            "ready_checks: [{name: db, tcp: \"127.0.0.1:1\", interval: 100ms}]");
    try (ChildJvm host = ChildJvm.java().agent("diag_addr=127.0.0.1:0,config=" + file).run(IDLE)) {
      int port = host.awaitDiagPort();
      assertThat(Http.get(port, "/wait/db").statusCode()).isEqualTo(503);

      ChildJvm status = AgentCommand.run(0, "status", Long.toString(host.pid()));

      assertThat(status.stdout())
          .hasSizeLessThanOrEqualTo(10)
          .anyMatch(line -> line.matches("process +" + host.pid()))
          .anyMatch(line -> line.matches("agent +0\\.1\\.0"))
          .anyMatch(line -> line.matches("address +http://127\\.0\\.0\\.1:" + port))
          .anyMatch(line -> line.matches("ready +unhealthy, 0 services are healthy"))
          .anyMatch(line -> line.matches(" +db is unhealthy \\(.*refused.*\\)"))
          .anyMatch(line -> line.matches("hooks +in 0 classes, none is missing"))
          .anyMatch(line -> line.matches("profiler +idle"));
      assertThat(host.agentLines()).hasSize(1);

      assertThat(String.join("", AgentCommand.run(0, "status", "" + host.pid(), "--json").stdout()))
          .startsWith("{\"pid\":" + host.pid() + ",\"agent\":{\"version\":\"0.1.0\"")
          .contains("\"debug\":false,\"recording\":false", "\"readyz\":{", "\"db\": {")
          .endsWith("}");
    }
  }

  @Test
  void aJvmWithoutTheAgentIsSaidToHaveNone() throws Exception {
    try (ChildJvm host = ChildJvm.java().run(IDLE)) {
      host.awaitStdout("ready");
      String pid = Long.toString(host.pid());

      assertThat(AgentCommand.run(0, "status", pid).stderr())
          .containsExactly("process " + pid + " has no tbot-diag attached");
      assertThat(AgentCommand.run(0, "status", pid, "--json").stdout())
          .containsExactly("{\"pid\":" + pid + ",\"agent\":null}");
    }
  }
}
