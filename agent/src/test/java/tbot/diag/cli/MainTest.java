package tbot.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tbot.diag.cli.console.CommandFailure;

/** What a person sees of failures; for the commands themselves see CommandLineIT. */
class MainTest {

  /** Clears the screen of a terminal. */
  private static final String CLEAR = "\u001b[2J";

  private final StringWriter err = new StringWriter();
  private final CommandLine line = Main.commandLine();

  private int execute(String... arguments) {
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private void assertPrinted(RuntimeException failure, String expected) {
    line.addSubcommand("fail", new Failing(failure));
    assertThat(execute("fail")).isEqualTo(1);
    assertThat(err).hasToString(expected + System.lineSeparator());
  }

  @Test
  void aFailureHasNoControlCharacters() {
    assertPrinted(
        new CommandFailure("no such file: " + CLEAR + "\nlast"),
        "tbot-diag: no such file: \\u001b[2J last");
  }

  @Test
  void anUnexpectedFailureHasNoControlCharacters() {
    assertPrinted(
        new IllegalStateException(CLEAR), "tbot-diag: java.lang.IllegalStateException: \\u001b[2J");
  }

  @Test
  void wrongUsageHasNoControlCharacters() {
    assertThat(execute("hash-password", "bot", "--cost", "1" + CLEAR)).isEqualTo(2);
    assertThat(err.toString()).contains("'1\\u001b[2J'").doesNotContain("\u001b");
  }

  @Test
  void wrongUsageEndsWithExitCode2() {
    assertThat(execute("wait")).isEqualTo(2);
    assertThat(execute("wait", "--diag-addr", "bot")).isEqualTo(2);
    assertThat(execute("wait", "--diag-addr", ":1", "--timeout", "0")).isEqualTo(2);
    assertThat(execute("wait", "--help")).isZero();
    assertThat(execute("top", "1", "-n", "0")).isEqualTo(2);
    assertThat(execute("attach", "1", "diag_addr=127.0.0.1:70000")).isEqualTo(2);
    assertThat(err.toString()).contains("70000");
  }

  @Test
  void eachCommandShowsTwoExamples() {
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals("help")) {
                String usage = command.getUsageMessage();
                assertThat(usage.substring(usage.indexOf("Examples:")).lines())
                    .as(name)
                    .hasSize(3)
                    .allMatch(example -> example.length() <= 80);
              }
            });
  }

  @Test
  void completionPrintsAScriptForTheShell() {
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out));
    assertThat(execute("completion", "bash")).isZero();
    assertThat(out.toString()).startsWith("#!").contains("complete -F _complete_tbot-diag");
    assertThat(out.toString())
        .contains("=(\"bash\" \"zsh\")")
        .contains("TYPE_option_args=(\"cpu\" \"wall\" \"alloc\") ");
    out.getBuffer().setLength(0);
    assertThat(execute("completion", "zsh")).isZero();
    assertThat(out.toString()).startsWith("autoload").contains("profile");
    assertThat(execute("completion", "fish")).isEqualTo(2);
  }

  @Command
  private static final class Failing implements Runnable {

    private final RuntimeException failure;

    Failing(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public void run() {
      throw failure;
    }
  }
}
