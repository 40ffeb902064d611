package tbot.diag.core;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.hooks.Hooks;

/**
 * What {@code /readyz} says of the SSH connections.
 *
 * <p>A hook that could not be set is told as the reason, but the service stays healthy: the fault
 * is ours, and an unhealthy answer would take a bot that works out of service.
 */
final class SshMultiplexerHealth implements Runnable {

  /** The name of the service in tbot. */
  private static final String SERVICE = "ssh-multiplexer";

  private final ServiceRegistry services;
  private final AtomicReference<Hooks> hooks;
  private String reported;

  SshMultiplexerHealth(ServiceRegistry services, AtomicReference<Hooks> hooks) {
    this.services = services;
    this.hooks = hooks;
    services.add(SERVICE);
  }

  /** Brings the registry up to date; a status that has not changed keeps its time. */
  @Override
  public synchronized void run() {
    Hooks current = hooks.get();
    if (current == null) {
      return;
    }
    Set<String> failures = current.status().failures();
    String reason =
        failures.isEmpty() ? "" : "not all hooks are set: " + String.join("; ", failures);
    if (!reason.equals(reported)) {
      services.reportHealthy(SERVICE, reason);
      reported = reason;
    }
  }
}
