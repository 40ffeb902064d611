package demo.bot;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo-app target}: the target in a process of its own. */
@Command(
    name = "target",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "A server to reach through the bot, in a process of its own.",
    footer = {"", "With the bot's --state it accepts the bot's certificates."})
final class TargetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:2223",
      converter = HostPort.Converter.class,
      description = "Where it listens, on loopback (default: ${DEFAULT-VALUE}).")
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
