package tbot.diag.health;

import java.util.SortedMap;
import tbot.diag.http.Response;
import tbot.diag.jvm.ProcessId;

/** All services of the process. */
final class AllServices extends Scope {

  private final ServiceRegistry registry;

  AllServices(ServiceRegistry registry) {
    this.registry = registry;
  }

  @Override
  boolean hasReported() {
    for (Service service : registry.services()) {
      if (service.health() == Health.INITIALIZING) {
        return false;
      }
    }
    return true;
  }

  @Override
  long millisToMaxAge() {
    long soonest = NEVER;
    for (Service service : registry.services()) {
      soonest = Math.min(soonest, service.millisToMaxAge());
    }
    return soonest;
  }

  @Override
  Response response() {
    SortedMap<String, ServiceStatus> services = registry.statuses();
    Health overall = Health.HEALTHY;
    for (ServiceStatus status : services.values()) {
      if (status.health() != Health.HEALTHY) {
        overall = Health.UNHEALTHY;
      }
    }
    return json(overall.httpCode(), StatusJson.of(overall, services, ProcessId.get()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllServices;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
