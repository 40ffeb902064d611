package tbot.diag.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tbot.diag.health.Health;
import tbot.diag.health.Service;
import tbot.diag.health.ServiceRegistry;

/** The status of each service: of its three series the one of the present status is 1. */
final class ServiceStatusMetric {

  private ServiceStatusMetric() {}

  static void register(
      ServiceRegistry services, PrometheusProperties properties, PrometheusRegistry registry) {
    GaugeWithCallback.builder(properties)
        .name("tbot_service_status")
        .help("The status of each service: 1 for the one that it has, 0 for the others")
        .labelNames("service", "name", "status")
        .callback(callback -> services.services().forEach(service -> show(service, callback)))
        .register(registry);
  }

  private static void show(Service service, GaugeWithCallback.Callback callback) {
    Health present = service.health();
    for (Health health : Health.values()) {
      callback.call(health == present ? 1 : 0, service.type(), service.name(), health.toString());
    }
  }
}
