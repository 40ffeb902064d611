package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Browser;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Command;

/** What a person sees of a comparison that the command line has made. */
@Timeout(600)
class DiffCommandIT {

  @TempDir Path folder;

  @Test
  @OnEachJvm
  void theFlameGraphShowsTheChangeAtOnce() throws Exception {
    Files.writeString(folder.resolve("before.collapsed"), "main;Parser.next 60\nmain;rest 40\n");
    Files.writeString(folder.resolve("after.collapsed"), "main;Parser.next 20\nmain;rest 80\n");
    List<String> command = new ArrayList<>(ChildJvm.command());
    command.addAll(List.of("-jar", Artifacts.agentJar().toString(), "diff"));
    command.addAll(List.of("before.collapsed", "after.collapsed", "-o", "change.html"));
    String printed = Command.of(command).in(folder).runSuccessfully(folder);

    assertThat(printed).contains("-40.0  Parser.next", "+40.0  rest", "change.html, ");
    try (Browser browser = Browser.desk(folder, 1200, 800)) {
      browser.open(folder.resolve("change.html").toUri().toString());
      browser.await(
          "the comparison", () -> browser.text("#legend").contains("than in before.collapsed"));
      assertThat(browser.text("#legend")).contains("more, by up to +40.0 points");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }
}
