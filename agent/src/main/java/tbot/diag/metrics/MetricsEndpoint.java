package tbot.diag.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/**
 * {@code /metrics}: text, OpenMetrics or protobuf as the client accepts, compressed if it accepts
 * that.
 *
 * <p>The registry is our own, and filled by the first scrape: the metrics of the JVM touch JMX,
 * which is the host's to set up. This class refers to none of the library's, so that an idle host
 * loads none of it.
 */
public final class MetricsEndpoint implements HttpHandler {

  private final SshMultiplexerMetrics ssh;
  private final Runnable settle;
  private HttpHandler handler;

  /**
   * An endpoint.
   *
   * @param ssh what it shows besides the JVM
   * @param settle brings the figures up to date, before each answer
   */
  public MetricsEndpoint(SshMultiplexerMetrics ssh, Runnable settle) {
    this.ssh = ssh;
    this.settle = settle;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    settle.run();
    handler().handle(exchange);
  }

  private synchronized HttpHandler handler() {
    if (handler == null) {
      handler = MetricsPage.of(ssh);
    }
    return handler;
  }
}
