package tbot.diag.core;

import java.util.function.Supplier;
import tbot.diag.health.ServiceRegistry;

/** The services of the host, made for the first check or client: an idle host does without. */
final class HostServices implements Supplier<ServiceRegistry> {

  private ServiceRegistry registry;

  /** The same ones each time. */
  @Override
  public synchronized ServiceRegistry get() {
    if (registry == null) {
      registry = new ServiceRegistry();
    }
    return registry;
  }
}
