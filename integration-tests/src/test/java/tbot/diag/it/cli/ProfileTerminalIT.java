package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.GoService;
import tbot.diag.it.driver.Tmux;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.Command;

/** What a person sees of a profile, in a terminal. */
@Timeout(600)
class ProfileTerminalIT {

  @TempDir Path folder;
  private ChildJvm host;

  @BeforeEach
  void start() throws IOException {
    host = ChildJvm.java().run("tbot.diag.hosts.BurnHost");
    host.awaitStdout("ready");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private Tmux profile(int columns, String... arguments) throws Exception {
    List<String> own = new ArrayList<>(List.of(Long.toString(host.pid())));
    own.addAll(List.of(arguments));
    return command(columns, own);
  }

  private Tmux command(int columns, List<String> arguments) throws Exception {
    // So that Ctrl-C ends the command and not the shell around it.
    List<String> command = new ArrayList<>(List.of("trap : INT;"));
    command.addAll(ChildJvm.command());
    command.addAll(List.of("-jar", Artifacts.agentJar().toString(), "profile"));
    command.addAll(arguments);
    return Tmux.start(folder, columns, 24, command);
  }

  @Test
  void aBarShowsTheProgressAndGoesWithoutATrace() throws Exception {
    try (Tmux terminal = profile(80, "-d", "4", "-o", "a.html")) {
      List<String> during = terminal.await(line -> line.contains("2 of 4 s"));
      assertThat(during)
          .filteredOn(line -> !line.isEmpty())
          .singleElement()
          .asString()
          .startsWith("cpu  [####")
          .endsWith("Ctrl-C keeps what there is");

      List<String> after = terminal.await(line -> line.equals("exit 0"));

      assertThat(after).noneMatch(line -> line.contains("[") && line.contains("of 4 s"));
      assertThat(after.get(0)).matches(" *self +total +method, by cpu");
      assertThat(after).allMatch(line -> line.length() < 80);
      assertThat(after).anyMatch(line -> line.matches("a\\.html, [\\d.]+ KiB"));
      assertThat(after).contains("next: open a.html in a browser");
    }
  }

  @Test
  void theBarFollowsTheWidthOfTheTerminal() throws Exception {
    try (Tmux terminal = profile(80, "-d", "6", "-o", "a.html")) {
      terminal.await(line -> line.contains("1 of 6 s"));
      terminal.resize(40, 24);
      List<String> narrow = terminal.await(line -> line.contains("4 of 6 s"));
      // What was there when it became narrow may have been wrapped; no line is added after that.
      assertThat(narrow).filteredOn(line -> line.contains("of 6 s")).hasSize(1);
      assertThat(terminal.await(line -> line.equals("exit 0"))).allMatch(l -> l.length() < 41);
    }
  }

  @Test
  void ctrlCEndsItEarlyAndKeepsWhatThereIs() throws Exception {
    try (Tmux terminal = profile(80, "-d", "600", "-o", "a.html")) {
      terminal.await(line -> line.contains("2 of 600 s  Ctrl-C keeps"));

      terminal.press("C-c");

      List<String> after = terminal.await(line -> line.equals("exit 0"));
      assertThat(after).anyMatch(line -> line.startsWith("next:"));
      assertThat(after).anyMatch(line -> line.contains("BurnHost"));
      assertThat(folder.resolve("a.html")).isNotEmptyFile();
    }
  }

  @Test
  void aGoServiceHasABarAndCtrlCSaysThatNothingIsKept() throws Exception {
    try (GoService service = GoService.start(folder);
        Tmux terminal =
            command(120, List.of("--diag-addr", service.address(), "-d", "300", "-o", "a.html"))) {
      terminal.await(line -> line.contains("4 of 300 s"));

      terminal.press("C-c");

      assertThat(terminal.await(line -> line.equals("exit 130")))
          .anyMatch(
              line -> line.endsWith("this service cannot end a profile early, so nothing is kept"));
      assertThat(folder.resolve("a.html")).doesNotExist();
    }
  }

  @Test
  void aSecondCtrlCEndsItAtOnce() throws Exception {
    try (Tmux terminal = profile(120, "-d", "600", "-o", "a.html")) {
      terminal.await(line -> line.contains("2 of 600 s  Ctrl-C keeps"));
      Command.of(List.of("kill", "-STOP", Long.toString(host.pid()))).runSuccessfully(folder);
      terminal.press("C-c");
      terminal.await(line -> line.endsWith("Ctrl-C again ends it at once"));
      long start = System.nanoTime();

      terminal.press("C-c");

      terminal.await(line -> line.endsWith("exit 130"));
      // Without it, the command waits for the host for ten seconds.
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(8));
    }
  }
}
