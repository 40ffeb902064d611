package tbot.diag.tasks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tbot.diag.health.Service;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.hooks.api.ServiceListener;
import tbot.diag.metrics.TaskIterations;
import tbot.diag.metrics.TaskMetrics;

/**
 * The services that the host reports by the API. Each is a service of its name, which is its type,
 * too. Those that have iterations are shown by the metrics of tasks.
 */
public final class ApiServices implements ServiceListener, AutoCloseable {

  private final Supplier<ServiceRegistry> registry;
  private final TaskMetrics metrics;
  private final Map<String, Service> services = new ConcurrentHashMap<String, Service>();
  private final Map<String, TaskIterations> iterations =
      new ConcurrentHashMap<String, TaskIterations>();

  /**
   * The services of one host.
   *
   * @param registry takes the reports; not asked for without any
   * @param metrics count the iterations
   */
  public ApiServices(Supplier<ServiceRegistry> registry, TaskMetrics metrics) {
    this.registry = registry;
    this.metrics = metrics;
  }

  @Override
  public void initializing(String service) {
    service(service);
  }

  @Override
  public void healthy(String service) {
    service(service).reportHealthy("");
  }

  @Override
  public void unhealthy(String service, String reason) {
    service(service).reportUnhealthy(reason);
  }

  @Override
  public void started(String service) {
    iterations(service).started();
  }

  @Override
  public void ended(String service, boolean success, long durationNanos) {
    iterations(service).ended(success, durationNanos);
  }

  private Service service(String name) {
    Service known = services.get(name);
    if (known == null) {
      known = registry.get().register(name, name);
      services.put(name, known);
    }
    return known;
  }

  private TaskIterations iterations(String name) {
    TaskIterations known = iterations.get(name);
    return known == null ? addIterations(name) : known;
  }

  private synchronized TaskIterations addIterations(String name) {
    TaskIterations known = iterations.get(name);
    if (known == null) {
      known = metrics.add(name, name);
      iterations.put(name, known);
    }
    return known;
  }

  /** Forgets all. To be called when nothing is hooked. */
  @Override
  public void close() {
    for (String name : services.keySet()) {
      registry.get().unregister(name);
    }
    services.clear();
    for (String name : iterations.keySet()) {
      metrics.remove(name);
    }
    iterations.clear();
  }
}
