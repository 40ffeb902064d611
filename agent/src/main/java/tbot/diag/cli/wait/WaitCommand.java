package tbot.diag.cli.wait;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Line;
import tbot.diag.cli.service.ServiceAddress;
import tbot.diag.cli.service.ServiceAddressConverter;
import tbot.diag.config.value.GoDuration;
import tbot.diag.log.Log;

/** Waits until a service, or all, are healthy, as {@code tbot wait} does. */
@Command(
    name = "wait",
    description = {
      "Wait until a JVM with the agent, or a bot of tbot, is ready: asks /wait until it is 200.",
      "Prints on standard error what it waits for. The exit code is 0 if it is ready, 1 if it is not",
      "ready in time."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar wait --diag-addr 127.0.0.1:3001 --timeout 30s",
      "  java -jar tbot-diag.jar wait --diag-addr https://bot:3001 --service db"
    })
public final class WaitCommand implements Runnable {

  private static final long REQUEST_MILLIS = 5_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--diag-addr",
      required = true,
      paramLabel = "ADDRESS",
      converter = ServiceAddressConverter.class,
      description = "where to ask: " + ServiceAddressConverter.FORMS)
  private ServiceAddress diagAddr;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "the service to wait for (default: all)")
  private String service = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Millis.class,
      description = "how long to wait, such as 30s or 1m30s (default: for ever)")
  private Long timeoutMillis;

  private final Backoff backoff = new Backoff();
  private final long start = System.nanoTime();

  /** What was printed last. */
  private String shown = "";

  @Override
  public void run() {
    WaitRequest request = new WaitRequest(diagAddr, service);
    String reason = request.send(millisOf(REQUEST_MILLIS));
    while (!reason.isEmpty()) {
      show(reason);
      pause(reason);
      reason = request.send(millisOf(REQUEST_MILLIS));
    }
    print("ready after " + GoDuration.format(millis()));
  }

  private void show(String reason) {
    if (!reason.equals(shown)) {
      print("waiting: " + reason);
      shown = reason;
    }
  }

  private void print(String text) {
    Line.print(spec.commandLine().getErr(), "tbot-diag: " + text);
  }

  private void pause(String reason) {
    try {
      Thread.sleep(millisOf(backoff.nextMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
    if (timeoutMillis != null && millis() >= timeoutMillis) {
      throw new CommandFailure(
          Log.printable("not ready after " + GoDuration.format(timeoutMillis) + ": " + reason));
    }
  }

  private long millis() {
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }

  /** So many, or fewer if the timeout comes first; at least 1. */
  private long millisOf(long wanted) {
    return timeoutMillis == null ? wanted : Math.max(1, Math.min(wanted, timeoutMillis - millis()));
  }

  /** Reads a duration. */
  private static final class Millis implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return GoDuration.parseMillis(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
