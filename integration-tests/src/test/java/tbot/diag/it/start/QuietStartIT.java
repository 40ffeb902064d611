package tbot.diag.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.testhost.SshHost;

/** A host prints the same under the agent as without it, besides the agent's own line. */
@OnEachJvm
@Timeout(600)
class QuietStartIT {

  private static final String VERSION = "2.20.0";
  private static final String ARGUMENTS = "diag_addr=127.0.0.1:0";

  /** The warning of Java 21 and newer about any attached agent. */
  private static final String DYNAMIC = "WARNING: A Java agent has been loaded dynamically (";

  private static Printed without;

  @BeforeAll
  static void runWithoutTheAgent() throws Exception {
    without = printedBy(ChildJvm.java(), "");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"", ",debug,ssh_handler=tbot.diag.hosts.SshdHost#obey"})
  void theAgentAddsOnlyItsOwnLines(String more) throws Exception {
    Printed with = printedBy(ChildJvm.java().agent(ARGUMENTS + more), "");

    assertThat(with.stdout).isEqualTo(without.stdout);
    assertThat(with.stderrOfOthers()).isEqualTo(without.stderr);
    assertThat(with.stderr).filteredOn(line -> line.contains("listening on")).hasSize(1);
    if (more.isEmpty()) {
      assertThat(with.stderr).hasSize(without.stderr.size() + 1);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void anAttachAddsOnlyTheJvmsWarning() throws Exception {
    Printed with = printedBy(ChildJvm.java(), ARGUMENTS);

    assertThat(with.stdout).isEqualTo(without.stdout);
    List<String> added = with.stderrOfOthers();
    if (ChildJvm.feature() < 21) {
      assertThat(added).isEqualTo(without.stderr);
    } else {
      assertThat(added.get(0)).isEqualTo(DYNAMIC + Artifacts.agentJar() + ")");
      assertThat(added).hasSize(without.stderr.size() + 4).allMatch(QuietStartIT::isDynamicLoading);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void anAllowedAttachAddsNothing() throws Exception {
    assumeTrue(ChildJvm.feature() >= 21, "older JVMs have nothing to allow");
    Printed with = printedBy(ChildJvm.java().options("-XX:+EnableDynamicAgentLoading"), ARGUMENTS);

    assertThat(with.stdout).isEqualTo(without.stdout);
    assertThat(with.stderrOfOthers()).isEqualTo(without.stderr);
  }

  private static boolean isDynamicLoading(String line) {
    return line.startsWith(DYNAMIC)
        || line.startsWith("WARNING: If a serviceability tool is ")
        || line.equals(
            "WARNING: Dynamic loading of agents will be disallowed by default in a future release");
  }

  /** Runs an SSH server with a session, so that its classes are instrumented. */
  private static Printed printedBy(ChildJvm.Builder java, String attached) throws Exception {
    try (SshHost host = SshHost.start(java, VERSION);
        ChildJvm clients = SshHost.clients(ChildJvm.java(), VERSION)) {
      boolean agent = !attached.isEmpty();
      if (agent) {
        Attach.agent(host.jvm(), attached);
        host.jvm().awaitDiagPort();
      }
      SshHost.tell(clients, "login " + host.sshPort() + " 1 secret");
      SshHost.tell(clients, "close");
      if (agent || host.jvm().stderr().stream().anyMatch(line -> line.contains("listening on"))) {
        host.awaitAdded(SshFigures.ok(1), SshFigures.NONE);
      }
      host.jvm().endInput();
      assertThat(host.jvm().awaitExit()).as(host.jvm().transcript()).isZero();
      return new Printed(host.jvm());
    }
  }

  /** The output of a host, without the port that the system picked. */
  private static final class Printed {
    private final List<String> stdout;
    private final List<String> stderr;

    Printed(ChildJvm host) throws IOException {
      stdout = new ArrayList<>(host.stdout());
      stdout.replaceAll(line -> line.replaceFirst("ssh port \\d+", "ssh port N"));
      stderr = List.copyOf(host.stderr());
    }

    List<String> stderrOfOthers() {
      return stderr.stream().filter(line -> !line.startsWith("tbot-diag: ")).toList();
    }
  }
}
