package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Tmux;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Command;
import tbot.diag.it.machine.Proc;

/** The live table: in a terminal with its keys, and in a pipe. */
@Timeout(600)
class TopCommandIT {

  private static final String HOST = "tbot.diag.hosts.BurnHost";

  @TempDir Path folder;
  private ChildJvm host;

  @BeforeEach
  void start() throws IOException {
    host = ChildJvm.java().run(HOST);
    host.awaitStdout("ready");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private List<String> top(String... arguments) {
    List<String> command = new ArrayList<>(ChildJvm.command());
    command.addAll(List.of("-jar", Artifacts.agentJar().toString(), "top"));
    command.add(Long.toString(host.pid()));
    command.addAll(List.of(arguments));
    return command;
  }

  @Test
  @OnEachJvm
  void theTableFollowsTheKeys() throws Exception {
    try (Tmux terminal = Tmux.start(folder, 80, 24, top())) {
      List<String> cpu = terminal.await(line -> line.startsWith(HOST + "   cpu   "));
      assertThat(cpu).anyMatch(line -> line.matches(".*%.*BurnHost.*"));
      assertThat(cpu).anyMatch(line -> line.matches(" *time +thread"));
      assertThat(cpu).allMatch(line -> line.length() <= 80);

      terminal.press("s");
      terminal.await(line -> line.endsWith("(by total)"));
      terminal.press("t");
      terminal.await(line -> line.startsWith(HOST + "   wall   "));
      terminal.resize(60, 16);
      terminal.await(line -> line.startsWith(HOST + "   wall   "));
      terminal.press("q");

      List<String> after = terminal.await(line -> line.equals("exit 0"));
      assertThat(after).as("the screen as before").noneMatch(line -> line.contains(HOST));
    }
    assertLeftAsItWas();
  }

  @Test
  void ctrlCGivesTheTerminalBack() throws Exception {
    try (Tmux terminal = Tmux.start(folder, 80, 24, top())) {
      terminal.await(line -> line.startsWith(HOST + "   cpu   "));
      terminal.press("C-c");

      assertLeftAsItWas();
      assertThat(terminal.screen()).noneMatch(line -> line.contains(HOST));
    }
  }

  @Test
  void aTerminalWithoutACursorGetsLines() throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "TERM=dumb"));
    command.addAll(top("-n", "2"));
    try (Tmux terminal = Tmux.start(folder, 120, 50, command)) {
      List<String> lines = terminal.await(line -> line.equals("exit 0"));

      assertThat(lines).filteredOn(line -> line.startsWith(HOST + "   cpu   ")).hasSize(2);
    }
  }

  @Test
  void inAPipeLinesFollowEachOther() throws Exception {
    String output = Command.of(top("-n", "2")).run(folder).output();

    assertThat(output.lines().filter(line -> line.startsWith(HOST + "   cpu   "))).hasSize(2);
    assertThat(output).contains("method, by cpu").doesNotContain("\u001b");
    assertLeftAsItWas();
  }

  @Test
  void wrongUsageIsOneLine() throws Exception {
    Command.Result wrong = Command.of(top("-t", "trace")).run(folder);

    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.output()).contains("-t: cpu, wall or alloc");
  }

  private void assertLeftAsItWas() {
    host.await("the end of the session", () -> !Proc.hasThread(host.pid(), "tbot-diag-session"));
  }
}
