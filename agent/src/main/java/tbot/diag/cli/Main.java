package tbot.diag.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Line;
import tbot.diag.cli.console.ResultStream;
import tbot.diag.cli.dump.DumpCommand;
import tbot.diag.cli.password.HashPasswordCommand;
import tbot.diag.cli.profile.DiffCommand;
import tbot.diag.cli.profile.ProfileCommand;
import tbot.diag.cli.profile.TopCommand;
import tbot.diag.cli.service.OtherNetworkException;
import tbot.diag.cli.wait.WaitCommand;
import tbot.diag.log.Log;

/** {@code java -jar tbot-diag.jar}: diagnoses JVMs that are already running. */
@Command(
    name = "tbot-diag",
    description = "Diagnostics (health, metrics, pprof) for a JVM that is already running.",
    subcommands = {
      ListCommand.class,
      AttachCommand.class,
      DetachCommand.class,
      ProfileCommand.class,
      TopCommand.class,
      DiffCommand.class,
      StatusCommand.class,
      DumpCommand.class,
      WaitCommand.class,
      HashPasswordCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = PrintedVersion.class,
    footer = {
      "",
      "To start a JVM with the agent: java -javaagent:tbot-diag.jar=diag_addr=127.0.0.1:3001 ..."
    })
public final class Main {

  private Main() {}

  /**
   * Runs one command and ends the process. Exit code 0: done; 1: the command failed; 2: wrong
   * usage.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String... arguments) {
    ResultStream results = ResultStream.install();
    CommandLine line = commandLine();
    if (arguments.length == 0) {
      line.usage(line.getErr());
      return CommandLine.ExitCode.USAGE;
    }
    int code = line.execute(arguments);
    String loss = results.loss();
    if (loss == null || code != CommandLine.ExitCode.OK) {
      return code;
    }
    Line.print(line.getErr(), "tbot-diag: standard output cannot be written: " + loss);
    return CommandLine.ExitCode.SOFTWARE;
  }

  /**
   * The commands. What they report of a failure is one line that a terminal can show: it can hold
   * arguments, and what another process says of itself.
   */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    // So that cpu is as good as CPU, also in the help.
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (wrong, arguments) -> {
          CommandLine failed = wrong.getCommandLine();
          PrintWriter err = failed.getErr();
          err.println(failed.getColorScheme().errorText(Log.printable(wrong.getMessage())));
          if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
            failed.usage(err, failed.getColorScheme());
          }
          return CommandLine.ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          try {
            if (failure instanceof OtherNetworkException) {
              return NetworkRerun.run(
                  ((OtherNetworkException) failure).pid(), parsed.originalArgs());
            }
            return report(failure, failed);
          } catch (CommandFailure e) {
            return report(e, failed);
          }
        });
    return line;
  }

  private static int report(Exception failure, CommandLine failed) {
    String reason = failure instanceof CommandFailure ? failure.getMessage() : failure.toString();
    Line.print(failed.getErr(), "tbot-diag: " + reason);
    return CommandLine.ExitCode.SOFTWARE;
  }
}
