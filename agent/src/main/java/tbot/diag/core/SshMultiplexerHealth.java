package tbot.diag.core;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import tbot.diag.health.Service;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.hooks.Hooks;

/**
 * Reports the health of the SSH hooks to {@code /readyz}.
 *
 * <p>A hook that could not be set is given as the reason, but the service stays healthy. The fault
 * is the agent's, and an unhealthy answer would take a working bot out of service.
 */
final class SshMultiplexerHealth implements Runnable {

  /** The name of the service in tbot. */
  private static final String SERVICE = "ssh-multiplexer";

  private final Service service;
  private final AtomicReference<Hooks> hooks;
  private String reported;

  SshMultiplexerHealth(ServiceRegistry services, AtomicReference<Hooks> hooks) {
    this.hooks = hooks;
    service = services.register(SERVICE, SERVICE);
  }

  /** Updates the registry. A status that has not changed keeps its time. */
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
      service.reportHealthy(reason);
      reported = reason;
    }
  }
}
