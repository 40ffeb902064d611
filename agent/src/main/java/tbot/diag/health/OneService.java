package tbot.diag.health;

import tbot.diag.http.Response;

/** A service by its name, whether it exists or not. */
final class OneService extends Scope {

  private static final int NOT_FOUND = 404;

  private final ServiceRegistry registry;
  private final String name;

  OneService(ServiceRegistry registry, String name) {
    this.registry = registry;
    this.name = name;
  }

  @Override
  boolean hasReported() {
    Service service = registry.service(name);
    return service == null || service.health() != Health.INITIALIZING;
  }

  @Override
  long millisToMaxAge() {
    Service service = registry.service(name);
    return service == null ? NEVER : service.millisToMaxAge();
  }

  @Override
  Response response() {
    Service service = registry.service(name);
    if (service == null) {
      return json(NOT_FOUND, StatusJson.unknownService(name));
    }
    ServiceStatus status = service.status();
    return json(status.health().httpCode(), StatusJson.of(status));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OneService && name.equals(((OneService) other).name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
