package tbot.diag.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

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
   * A handler for both paths.
   *
   * @param registry what it reports
   * @param refresh brings the registry up to date, before each answer
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
    send(exchange, overall.httpCode(), StatusJson.of(overall, services));
  }

  private void handleOne(HttpExchange exchange, String name) throws IOException {
    ServiceStatus status = registry.status(name);
    if (status == null) {
      send(exchange, NOT_FOUND, StatusJson.unknownService(name));
    } else {
      send(exchange, status.health().httpCode(), StatusJson.of(status));
    }
  }

  private static void send(HttpExchange exchange, int code, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
