package tbot.diag.metrics;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.File;
import java.lang.management.ManagementFactory;
import tbot.diag.log.Log;

/**
 * The metrics of the JVM and the process, {@code jvm_*} and {@code process_*}: the library's, but
 * for {@link ProcessCollector} and {@link JvmMemoryCollector}, in place of the two that allocate
 * most.
 *
 * <p>One by one instead of by its {@code JvmMetrics}, for two more that would leave a mark on the
 * host. The counter of bytes allocated by memory pool adds a listener to the garbage collectors
 * that nothing can take away again, so it is left out. The native memory metrics create the
 * platform's MBean server, which some hosts configure in their {@code main}; they are asked only if
 * native memory tracking is on, without which they are empty.
 */
final class JvmCollectors {

  private JvmCollectors() {}

  /** Registers them all; without the module {@code java.management} says so and registers none. */
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
    // First the ones that need the module, so that the others do not stay behind alone.
    JvmThreadsMetrics.builder(properties).register(registry);
    JvmBufferPoolMetrics.builder(properties).register(registry);
    JvmClassLoadingMetrics.builder(properties).register(registry);
    JvmCompilationMetrics.builder(properties).register(registry);
    JvmGarbageCollectorMetrics.builder(properties).register(registry);
    registry.register(
        new JvmMemoryCollector(
            ManagementFactory.getMemoryMXBean(), ManagementFactory.getMemoryPoolMXBeans()));
    JvmRuntimeInfoMetric.builder(properties).register(registry);
    registry.register(
        new ProcessCollector(
            ManagementFactory.getRuntimeMXBean(),
            new ProcessBean(ManagementFactory.getOperatingSystemMXBean()),
            new ProcessMemory(new File("/proc/self/status"))));
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
