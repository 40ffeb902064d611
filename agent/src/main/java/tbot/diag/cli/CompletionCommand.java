package tbot.diag.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes the commands of the launcher. */
@Command(
    name = "completion",
    description = "Print a script by which a shell completes the commands of bin/tbot-diag.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  source <(tbot-diag completion bash)",
      "  tbot-diag completion zsh > ~/.tbot-diag.zsh"
    })
final class CompletionCommand implements Runnable {

  /** The shells. */
  enum Shell {
    BASH,
    ZSH;

    /** The name as it is written and completed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String NAME = "tbot-diag";

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh")
  private Shell shell;

  @Override
  public void run() {
    String script = AutoComplete.bash(NAME, spec.root().commandLine());
    String before = shell == Shell.ZSH ? "autoload -Uz bashcompinit && bashcompinit\n" : "";
    spec.commandLine().getOut().print(before + script);
    spec.commandLine().getOut().flush();
  }
}
