package tbot.diag.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/**
 * {@code /metrics}: text, OpenMetrics or protobuf, whichever the client accepts, compressed if the
 * client accepts gzip.
 *
 * <p>The registry is the agent's own. The first scrape fills it: the JVM's metrics touch JMX, which
 * the host must be able to configure first. This class refers to no class of the metrics library,
 * so that a host that is never scraped loads none of it.
 */
public final class MetricsEndpoint implements HttpHandler {

  private final SshMultiplexerMetrics ssh;
  private final Runnable refresh;
  private HttpHandler handler;

  /**
   * Makes the endpoint without loading the metrics library.
   *
   * @param ssh the counts of SSH connections to show
   * @param refresh runs before each scrape and brings these counts up to date
   */
  public MetricsEndpoint(SshMultiplexerMetrics ssh, Runnable refresh) {
    this.ssh = ssh;
    this.refresh = refresh;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    refresh.run();
    handler().handle(exchange);
  }

  private synchronized HttpHandler handler() {
    if (handler == null) {
      handler = MetricsPage.of(ssh);
    }
    return handler;
  }
}
