package demo.bot;

import picocli.CommandLine;

/**
 * The command line: {@code demo-app} is the bot, {@code demo-app target} a server to reach; {@code
 * session}, {@code keygen} and {@code get} stand in for ssh, ssh-keygen and curl.
 */
public final class Main {

  private static final int BAD_USAGE = 2;
  private static final int FAILED = 1;

  private Main() {}

  /**
   * Runs one command; the bot and the target run until the process is told to end. Exit codes: 1
   * when it failed, 2 for a bad option, 128 plus the signal's number after a signal.
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
            (bad, arguments) -> {
              complain(bad.getCommandLine(), bad.getMessage() + " (--help lists the options)");
              return BAD_USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              String reason = failure.getMessage();
              complain(command, reason == null ? failure.toString() : reason);
              return FAILED;
            });
  }

  private static void complain(CommandLine command, String what) {
    command.getErr().println("demo-app: " + what.lines().findFirst().orElse(what));
  }
}
