package tbot.diag.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import tbot.diag.config.BuildVersion;

/**
 * {@code /metrics}: text, OpenMetrics or protobuf as the client accepts, compressed if it accepts
 * that.
 *
 * <p>The registry is our own, and filled by the first scrape: the metrics of the JVM touch JMX,
 * which is the host's to set up.
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
      // Built, not loaded: nothing that the host sets for its own copy of the library applies.
      PrometheusProperties properties = PrometheusProperties.builder().build();
      handler = new MetricsHandler(properties, registry(properties));
    }
    return handler;
  }

  private PrometheusRegistry registry(PrometheusProperties properties) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new SshMultiplexerCollector(ssh));
    Info.builder(properties)
        .name("tbot_diag_build_info")
        .help("The version of the agent that serves this page")
        .labelNames("version")
        .register(registry)
        .addLabelValues(BuildVersion.read());
    JvmCollectors.register(properties, registry);
    return registry;
  }
}
