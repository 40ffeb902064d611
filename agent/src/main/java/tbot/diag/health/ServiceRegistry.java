package tbot.diag.health;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The services of this process. Thread-safe. */
public final class ServiceRegistry {

  private final SortedMap<String, Service> services =
      new TreeMap<String, Service>(new CodePointOrder());

  private final Waiters waiters = new Waiters();

  /**
   * Adds a service, as initializing. If there is one of this name, that one is returned.
   *
   * @param name shown to clients; any text
   * @param type see {@link Service#type}
   */
  public synchronized Service register(String name, String type) {
    Service service = services.get(name);
    if (service == null) {
      service = new Service(name, type, waiters);
      services.put(name, service);
    }
    return service;
  }

  /** Forgets a service. What it still reports is ignored. */
  public void unregister(String name) {
    synchronized (this) {
      services.remove(name);
    }
    waiters.releaseReported();
  }

  /** A snapshot of all services, sorted by their names as Go sorts strings. */
  public synchronized List<Service> services() {
    return new ArrayList<Service>(services.values());
  }

  /** The service of this name, or null. */
  synchronized Service service(String name) {
    return services.get(name);
  }

  /** The statuses of all services by name. */
  SortedMap<String, ServiceStatus> statuses() {
    SortedMap<String, ServiceStatus> statuses =
        new TreeMap<String, ServiceStatus>(new CodePointOrder());
    for (Service service : services()) {
      statuses.put(service.name(), service.status());
    }
    return statuses;
  }

  /**
   * What a path asks about.
   *
   * @param rest of the path, behind that of the endpoint: empty, or a slash and a name
   */
  Scope scope(String rest) {
    return rest.isEmpty() ? new AllServices(this) : new OneService(this, rest.substring(1));
  }

  /** The clients that wait for reports. */
  Waiters waiters() {
    return waiters;
  }
}
