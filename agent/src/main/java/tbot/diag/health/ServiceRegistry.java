package tbot.diag.health;

import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;

/** The services of this process and their last reported states. Thread-safe. */
public final class ServiceRegistry {

  private final Clock clock;
  private final SortedMap<String, ServiceStatus> services = new TreeMap<String, ServiceStatus>();

  public ServiceRegistry() {
    this(Clock.systemUTC());
  }

  ServiceRegistry(Clock clock) {
    this.clock = clock;
  }

  /** Adds a service as initializing; does nothing if it is registered already. */
  public synchronized void add(String name) {
    if (!services.containsKey(name)) {
      services.put(name, new ServiceStatus(Health.INITIALIZING, null, null));
    }
  }

  /** Records that a service works. */
  public void reportHealthy(String name) {
    reportHealthy(name, null);
  }

  /**
   * Records that a service works, with a note for the operator.
   *
   * @param reason the note; null or empty for none
   */
  public void reportHealthy(String name, String reason) {
    report(name, new ServiceStatus(Health.HEALTHY, reason, clock.instant()));
  }

  /**
   * Records that a service does not work.
   *
   * @param reason why, for the operator
   */
  public void reportUnhealthy(String name, String reason) {
    report(name, new ServiceStatus(Health.UNHEALTHY, reason, clock.instant()));
  }

  private synchronized void report(String name, ServiceStatus status) {
    services.put(name, status);
  }

  /** The service's status, or null if there is no such service. */
  synchronized ServiceStatus status(String name) {
    return services.get(name);
  }

  /** A snapshot of all services by name. */
  synchronized SortedMap<String, ServiceStatus> statuses() {
    return new TreeMap<String, ServiceStatus>(services);
  }
}
