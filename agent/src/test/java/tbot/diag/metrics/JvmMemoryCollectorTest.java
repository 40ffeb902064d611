package tbot.diag.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmMemoryCollectorTest {

  private static final double MIB = 1 << 20;

  private final List<String> asked = new ArrayList<>();
  private final JvmMemoryCollector collector = collector(ManagementFactory.getMemoryPoolMXBeans());

  private static JvmMemoryCollector collector(List<MemoryPoolMXBean> pools) {
    return new JvmMemoryCollector(ManagementFactory.getMemoryMXBean(), pools);
  }

  private static PrometheusRegistry library() {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMemoryMetrics.builder(PrometheusProperties.builder().build()).register(registry);
    return registry;
  }

  @Test
  void looksToAScraperLikeTheLibrarysOwn() throws IOException {
    assertThat(new Page(collector.collect()).lines)
        .isEqualTo(new Page(library().scrape()).lines)
        .contains(
            "# TYPE jvm_memory_pool_used_bytes gauge",
            "# UNIT jvm_memory_pool_used_bytes bytes",
            "# HELP jvm_memory_pool_used_bytes Used bytes of a given JVM memory pool.",
            "jvm_memory_used_bytes{area=\"heap\"}",
            "jvm_memory_objects_pending_finalization");
  }

  @Test
  void hasTheLibrarysValues() throws IOException {
    Page expected = new Page(library().scrape());
    Page page = new Page(collector.collect());
    assertThat(page.values.keySet()).isEqualTo(expected.values.keySet());
    page.values.forEach(
        (series, value) -> {
          boolean steady = series.contains("_max_") || series.contains("_init_");
          assertThat(value)
              .as(series)
              .isCloseTo(expected.values.get(series), within(steady ? 0 : 256 * MIB));
        });
  }

  @Test
  void tellsTheFiguresOfAPoolApart() throws IOException {
    assertThat(new Page(collector(List.of(pool(new MemoryUsage(1, 2, 3, 4)))).collect()).values)
        .containsEntry("jvm_memory_pool_init_bytes{pool=\"p\"}", 1.0)
        .containsEntry("jvm_memory_pool_used_bytes{pool=\"p\"}", 2.0)
        .containsEntry("jvm_memory_pool_committed_bytes{pool=\"p\"}", 3.0)
        .containsEntry("jvm_memory_pool_max_bytes{pool=\"p\"}", 4.0)
        .containsEntry("jvm_memory_pool_collection_init_bytes{pool=\"p\"}", 1.0)
        .containsEntry("jvm_memory_pool_collection_used_bytes{pool=\"p\"}", 2.0)
        .containsEntry("jvm_memory_pool_collection_committed_bytes{pool=\"p\"}", 3.0)
        .containsEntry("jvm_memory_pool_collection_max_bytes{pool=\"p\"}", 4.0);
  }

  @Test
  void leavesOutAPoolThatTheJvmHasNoFiguresOf() throws IOException {
    assertThat(new Page(collector(List.of(pool(null))).collect()).lines)
        .isNotEmpty()
        .noneMatch(line -> line.contains("jvm_memory_pool"));
  }

  /** What is used and what is committed are of the same moment, or the one may exceed the other. */
  @Test
  void asksAPoolOnceForAllItsFigures() {
    JvmMemoryCollector one = collector(List.of(pool(new MemoryUsage(1, 2, 3, 4))));
    asked.clear();
    one.collect();
    assertThat(asked).containsExactlyInAnyOrder("getUsage", "getCollectionUsage");
  }

  private MemoryPoolMXBean pool(MemoryUsage usage) {
    return (MemoryPoolMXBean)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MemoryPoolMXBean.class},
            (proxy, method, arguments) -> {
              asked.add(method.getName());
              return method.getName().equals("getName") ? "p" : usage;
            });
  }

  /** Which is why it is there. */
  @Test
  void allocatesAThirdOfWhatTheLibrarysOwnDoes() {
    PrometheusRegistry library = library();
    double ours = Allocation.bytesOf(collector::collect);
    assertThat(ours).isLessThan(Allocation.bytesOf(library::scrape) / 3);
  }
}
