package demo.bot;

import picocli.CommandLine;

/**
 * The command line. {@code demo-app} runs the bot, {@code demo-app target} a server behind it. The
 * commands {@code session}, {@code keygen} and {@code get} replace ssh, ssh-keygen and curl.
 */
public final class Main {

  private static final int BAD_USAGE = 2;
  private static final int FAILED = 1;

  private Main() {}

  /**
   * Runs one command; the bot and the target run until a signal. Exit codes: 1 if the command
   * failed, 2 for a wrong option, 128 plus the signal's number after a signal.
   *
   * @param arguments the options; {@code --help} lists them
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BotCommand())
        .addSubcommand(new TargetCommand())
        .addSubcommand(new SessionCommand())
        .addSubcommand(new KeygenCommand())
        .addSubcommand(new GetCommand())
        .setParameterExceptionHandler(
            (failure, arguments) -> {
              report(
                  failure.getCommandLine(), failure.getMessage() + " (--help lists the options)");
              return BAD_USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              String reason = failure.getMessage();
              report(command, reason == null ? failure.toString() : reason);
              return FAILED;
            });
  }

  private static void report(CommandLine command, String message) {
    command.getErr().println("demo-app: " + message.lines().findFirst().orElse(message));
  }
}
