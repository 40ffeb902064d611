package tbot.diag.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import tbot.diag.log.Log;

/**
 * The library's metrics of the JVM and the process, {@code jvm_*} and {@code process_*}.
 *
 * <p>Registered one by one instead of by its {@code JvmMetrics}, because two of them affect the
 * host. The counter of bytes allocated by memory pool adds listeners to the garbage collectors and
 * has no way to remove them, so it is left out. The native memory metrics create the platform's
 * MBean server, which some hosts configure in their {@code main}. They are empty unless native
 * memory tracking is on, so they are registered only then.
 */
final class JvmCollectors {

  private JvmCollectors() {}

  /**
   * Registers all of them, or none and a warning if the JVM runs without the module {@code
   * java.management}.
   */
  static void register(PrometheusProperties properties, PrometheusRegistry registry) {
    try {
      registerAll(properties, registry);
    } catch (LinkageError e) {
      Log.warn(
          "no jvm_* metrics: "
              + e
              + "; if the host is run with -m, --add-modules java.management,jdk.management helps");
    }
  }

  private static void registerAll(PrometheusProperties properties, PrometheusRegistry registry) {
    // This one fails first without the module, so that nothing is registered then.
    JvmThreadsMetrics.builder(properties).register(registry);
    JvmBufferPoolMetrics.builder(properties).register(registry);
    JvmClassLoadingMetrics.builder(properties).register(registry);
    JvmCompilationMetrics.builder(properties).register(registry);
    JvmGarbageCollectorMetrics.builder(properties).register(registry);
    JvmMemoryMetrics.builder(properties).register(registry);
    JvmRuntimeInfoMetric.builder(properties).register(registry);
    ProcessMetrics.builder(properties).register(registry);
    if (tracksNativeMemory()) {
      JvmNativeMemoryMetrics.builder(properties).register(registry);
    }
  }

  private static boolean tracksNativeMemory() {
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("-XX:NativeMemoryTracking=") && !argument.endsWith("=off")) {
        return true;
      }
    }
    return false;
  }
}
