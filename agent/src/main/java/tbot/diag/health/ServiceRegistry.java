package tbot.diag.health;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The services of this process. Thread-safe. */
public final class ServiceRegistry {

  private final SortedMap<String, Service> services = new TreeMap<String, Service>();

  /**
   * Adds a service, as initializing. If there is one of this name, that one is returned.
   *
   * @param name shown to clients; any text
   * @param type see {@link Service#type}
   */
  public synchronized Service register(String name, String type) {
    Service service = services.get(name);
    if (service == null) {
      service = new Service(name, type);
      services.put(name, service);
    }
    return service;
  }

  /** Forgets a service. What it still reports is ignored. */
  public synchronized void unregister(String name) {
    services.remove(name);
  }

  /** The service's status, or null if there is no such service. */
  synchronized ServiceStatus status(String name) {
    Service service = services.get(name);
    return service == null ? null : service.status();
  }

  /** A snapshot of all services by name. */
  synchronized SortedMap<String, ServiceStatus> statuses() {
    SortedMap<String, ServiceStatus> statuses = new TreeMap<String, ServiceStatus>();
    for (Map.Entry<String, Service> service : services.entrySet()) {
      statuses.put(service.getKey(), service.getValue().status());
    }
    return statuses;
  }
}
