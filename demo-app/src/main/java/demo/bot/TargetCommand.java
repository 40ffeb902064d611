package demo.bot;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo-app target}: runs the target in a process of its own. */
@Command(
    name = "target",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Runs a server to connect to through the bot, in a process of its own.",
    footer = {"", "It accepts the bot's certificates if --state is the bot's."})
final class TargetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = DefaultAddresses.TARGET,
      converter = HostPort.Converter.class,
      description = "Address of the target, on loopback (default: ${DEFAULT-VALUE}).")
  private HostPort listen;

  @Mixin private SharedOptions shared;

  @Override
  public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
    BotCommand.checkLoopback("--listen", listen, spec);
    StateDirectory state = shared.state();
    Lifetime.of(
        Target.open(
            listen,
            KeyFile.loadOrCreate(state.targetHostKey(), "host key of the target"),
            shared.logins(state)));
    return 0;
  }
}
