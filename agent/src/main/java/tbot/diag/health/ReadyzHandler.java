package tbot.diag.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.SortedMap;
import tbot.diag.http.Reply;

/**
 * {@code /readyz} and {@code /readyz/{service}}, with the status codes and the JSON of tbot's
 * package {@code lib/tbot/readyz}.
 */
public final class ReadyzHandler implements HttpHandler {

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
  public void handle(HttpExchange exchange) throws IOException {
    refresh.run();
    String path = exchange.getRequestURI().getPath();
    if (path.equals(PATH)) {
      handleAll(exchange);
    } else {
      handleOne(exchange, path.substring(PATH.length() + 1));
    }
  }

  private void handleAll(HttpExchange exchange) throws IOException {
    SortedMap<String, ServiceStatus> services = registry.statuses();
    Health overall = Health.HEALTHY;
    for (ServiceStatus status : services.values()) {
      if (status.health() != Health.HEALTHY) {
        overall = Health.UNHEALTHY;
      }
    }
    Reply.send(exchange, overall.httpCode(), Reply.JSON, StatusJson.of(overall, services));
  }

  private void handleOne(HttpExchange exchange, String name) throws IOException {
    ServiceStatus status = registry.status(name);
    if (status == null) {
      Reply.send(exchange, NOT_FOUND, Reply.JSON, StatusJson.unknownService(name));
    } else {
      Reply.send(exchange, status.health().httpCode(), Reply.JSON, StatusJson.of(status));
    }
  }
}
