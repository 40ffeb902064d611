package demo.bot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo-app}: the bot. */
@Command(
    name = "demo-app",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "A bot that is an SSH jump host and renews its own short-lived certificate.",
    footer = {
      "",
      "A TIME is written 500ms, 10s, 5m or 1h. With port 0, the system chooses a free port.",
      "Without --allow-target, the bot starts its own target and forwards only to that."
    })
final class BotCommand implements Callable<Integer> {

  private static final HostPort OWN_TARGET = HostPort.parse(DefaultAddresses.TARGET);

  @Spec private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = DefaultAddresses.JUMP_HOST,
      converter = HostPort.Converter.class,
      description = "Address of the jump host (default: ${DEFAULT-VALUE}).")
  private HostPort listen;

  @Option(
      names = "--allow-target",
      paramLabel = "HOST:PORT",
      converter = HostPort.Converter.class,
      description = "An address that sessions may be forwarded to; repeatable.")
  private Set<HostPort> allowedTargets = new LinkedHashSet<>();

  @Option(
      names = "--target-listen",
      paramLabel = "HOST:PORT",
      converter = HostPort.Converter.class,
      description =
          "Address of the bot's own target, on loopback (default: "
              + DefaultAddresses.TARGET
              + ").")
  private HostPort targetListen;

  @Option(
      names = "--renew-every",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description = "Time between two renewals (default: ${DEFAULT-VALUE}).")
  private Duration renewEvery;

  @Option(
      names = "--certificate-ttl",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = DurationConverter.class,
      description = "Lifetime of a certificate, 1s or more (default: ${DEFAULT-VALUE}).")
  private Duration certificateTtl;

  @Option(
      names = "--fail-renewals",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "3",
      defaultValue = "0",
      description = "Make every Nth renewal fail (without N: every third).")
  private int failRenewals;

  @Mixin private SharedOptions shared;

  @Override
  public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
    check(certificateTtl.toSeconds() >= 1, "--certificate-ttl must be 1s or more");
    check(failRenewals >= 0, "--fail-renewals must not be negative");
    HostPort ownTarget = targetListen;
    if (ownTarget == null && allowedTargets.isEmpty()) {
      ownTarget = OWN_TARGET;
    }
    if (ownTarget != null) {
      checkLoopback("--target-listen", ownTarget, spec);
    }
    StateDirectory state = shared.state();
    Lifetime.of(
        Bot.start(
            new BotOptions(
                state,
                shared.logins(state),
                listen,
                ownTarget,
                allowedTargets,
                new Renewals.Schedule(
                    shared.login(), renewEvery, certificateTtl, new FailurePlan(failRenewals)))));
    return 0;
  }

  /** Refuses an address that other machines can reach: the target is for local tests only. */
  static void checkLoopback(String option, HostPort address, CommandSpec spec) {
    if (!isLoopback(address.host())) {
      throw new ParameterException(
          spec.commandLine(),
          option + " must be on loopback, such as 127.0.0.1:2223, not " + address);
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private void check(boolean valid, String message) {
    if (!valid) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
