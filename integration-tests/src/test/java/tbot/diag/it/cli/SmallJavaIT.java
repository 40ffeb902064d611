package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.JdkTool;

/** The commands on a Java without the module {@code jdk.attach}, as container images have it. */
@Timeout(600)
class SmallJavaIT {

  private static final String IDLE = "tbot.diag.hosts.IdleHost";

  /** What {@code jlink} keeps for a program that knows nothing of the commands. */
  private static final String MODULES = "java.base,java.instrument,java.management,jdk.management";

  @TempDir Path folder;

  @BeforeEach
  void linkTheJava() {
    JdkTool.run(
        "jlink", List.of("--add-modules", MODULES, "--output", folder.resolve("java").toString()));
  }

  private ChildJvm run(int expectedExit, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                folder.resolve("java/bin/java").toString(),
                "-jar",
                Artifacts.agentJar().toString()));
    command.addAll(List.of(arguments));
    ChildJvm child = ChildJvm.launch(command, Map.of(), folder);
    assertThat(child.awaitExit()).as(child.transcript()).isEqualTo(expectedExit);
    return child;
  }

  @Test
  void whatNeedsNoAttachWorksAndTheRestSaysWhatIsMissing() throws Exception {
    try (ChildJvm host = ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run(IDLE)) {
      String address = "127.0.0.1:" + host.awaitDiagPort();
      String pid = Long.toString(host.pid());

      for (String command : List.of("attach", "detach", "status", "profile", "dump", "top")) {
        assertThat(run(1, command, pid).stderr())
            .as(command)
            .containsExactly(
                "tbot-diag: the Java in "
                    + folder.resolve("java")
                    + " cannot attach; use one with the module jdk.attach (a JDK)");
      }

      assertThat(run(0, "list").stdout()).anyMatch(line -> line.contains(pid));
      run(0, "wait", "--diag-addr", address);
      run(0, "status", "--diag-addr", address);
      assertThat(run(0, "profile", "-t", "wall", "-d", "1", "--diag-addr", address).stdout())
          .anyMatch(line -> line.contains(IDLE));
    }
  }
}
