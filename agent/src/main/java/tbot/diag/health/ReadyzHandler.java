package tbot.diag.health;

import java.util.SortedMap;
import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;

/**
 * {@code /readyz} and {@code /readyz/{service}}, with the status codes and the JSON of tbot's
 * package {@code lib/tbot/readyz}.
 */
public final class ReadyzHandler implements Handler {

  private static final String PATH = "/readyz";
  private static final int NOT_FOUND = 404;

  private final ServiceRegistry registry;
  private final Runnable refresh;

  /**
   * Makes the handler of both paths.
   *
   * @param refresh updates the registry; called before each answer
   */
  public ReadyzHandler(ServiceRegistry registry, Runnable refresh) {
    this.registry = registry;
    this.refresh = refresh;
  }

  @Override
  public void handle(Request request, Responder responder) {
    refresh.run();
    String path = request.path();
    responder.send(path.equals(PATH) ? all() : one(path.substring(PATH.length() + 1)));
  }

  private Response all() {
    SortedMap<String, ServiceStatus> services = registry.statuses();
    Health overall = Health.HEALTHY;
    for (ServiceStatus status : services.values()) {
      if (status.health() != Health.HEALTHY) {
        overall = Health.UNHEALTHY;
      }
    }
    return json(overall.httpCode(), StatusJson.of(overall, services));
  }

  private Response one(String name) {
    ServiceStatus status = registry.status(name);
    return status == null
        ? json(NOT_FOUND, StatusJson.unknownService(name))
        : json(status.health().httpCode(), StatusJson.of(status));
  }

  private static Response json(int status, String text) {
    return Response.of(status, ResponseHead.JSON, text);
  }
}
