package tbot.diag.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The metrics of the listener's own connections. */
final class ListenerMetrics {

  private ListenerMetrics() {}

  static void register(
      ListenerConnections counts, PrometheusProperties properties, PrometheusRegistry registry) {
    GaugeWithCallback.builder(properties)
        .name("tbot_diag_connections")
        .help("Open connections of the diagnostics listener")
        .callback(callback -> callback.call(counts.open()))
        .register(registry);
    CounterWithCallback.builder(properties)
        .name("tbot_diag_connections_evicted_total")
        .help("Connections of the diagnostics listener that were closed to make room for others")
        .callback(callback -> callback.call((double) counts.evicted()))
        .register(registry);
  }
}
