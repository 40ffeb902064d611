package tbot.diag.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tbot.diag.config.BuildVersion;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.http.Handler;

/** Fills the registry of {@code /metrics}. */
final class MetricsPage {

  private MetricsPage() {}

  /**
   * Returns a handler with a registry of its own: SSH connections, tasks, services, agent version,
   * listener, JVM.
   */
  static Handler of(
      SshMultiplexerMetrics ssh,
      TaskMetrics tasks,
      ListenerConnections connections,
      ServiceRegistry services) {
    // Built, not loaded: settings that the host makes for its own copy of the library do not apply.
    PrometheusProperties properties = PrometheusProperties.builder().build();
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new SshMultiplexerCollector(ssh));
    registry.register(new TaskCollector(tasks));
    Info.builder(properties)
        .name("tbot_diag_build_info")
        .help("The version of the agent that serves this page")
        .labelNames("version")
        .register(registry)
        .addLabelValues(BuildVersion.read());
    ServiceStatusMetric.register(services, properties, registry);
    ListenerMetrics.register(connections, properties, registry);
    JvmCollectors.register(properties, registry);
    return new ScrapeHandler(new PrometheusScrapeHandler(properties, registry));
  }
}
