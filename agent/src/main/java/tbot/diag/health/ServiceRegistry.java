package tbot.diag.health;

import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;

/** The services of this process and how they are. Safe for use by several threads. */
public final class ServiceRegistry {

  private final Clock clock;
  private final SortedMap<String, ServiceStatus> services = new TreeMap<String, ServiceStatus>();

  /** An empty registry. */
  public ServiceRegistry() {
    this(Clock.systemUTC());
  }

  ServiceRegistry(Clock clock) {
    this.clock = clock;
  }

  /** Adds a service that has yet to report; one that is there already stays as it is. */
  public synchronized void add(String name) {
    if (!services.containsKey(name)) {
      services.put(name, new ServiceStatus(Health.INITIALIZING, null, null));
    }
  }

  /** Records that a service does its work. */
  public void reportHealthy(String name) {
    reportHealthy(name, null);
  }

  /**
   * Records that a service does its work, with something that the operator should know.
   *
   * @param reason what to know; null or empty if nothing
   */
  public void reportHealthy(String name, String reason) {
    report(name, new ServiceStatus(Health.HEALTHY, reason, clock.instant()));
  }

  /**
   * Records that a service fails to do its work.
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
  public synchronized ServiceStatus status(String name) {
    return services.get(name);
  }

  /** All services by name, as they are at this moment. */
  synchronized SortedMap<String, ServiceStatus> statuses() {
    return new TreeMap<String, ServiceStatus>(services);
  }
}
