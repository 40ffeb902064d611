package tbot.diag.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.reflect.Proxy;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCollectorTest {

  private static final File STATUS = new File("/proc/self/status");
  private static final File NOWHERE = new File("/nowhere/status");
  private static final double MIB = 1 << 20;
  private static final int THREADS = 4;
  private static final int SCRAPES = 500;

  @TempDir Path folder;

  private final ProcessCollector collector =
      collector(ManagementFactory.getOperatingSystemMXBean(), STATUS);

  private static ProcessCollector collector(OperatingSystemMXBean bean, File status) {
    return new ProcessCollector(
        ManagementFactory.getRuntimeMXBean(), new ProcessBean(bean), new ProcessMemory(status));
  }

  private static PrometheusRegistry library() {
    PrometheusRegistry registry = new PrometheusRegistry();
    ProcessMetrics.builder(PrometheusProperties.builder().build()).register(registry);
    return registry;
  }

  @BeforeAll
  static void isLinux() {
    assumeTrue(STATUS.canRead(), "needs Linux");
  }

  @Test
  void looksToAScraperLikeTheLibrarysOwn() throws IOException {
    assertThat(new Page(collector.collect()).lines)
        .isEqualTo(new Page(library().scrape()).lines)
        .contains(
            "# TYPE process_cpu_seconds counter",
            "# UNIT process_cpu_seconds seconds",
            "# HELP process_cpu_seconds Total user and system CPU time spent in seconds.",
            "process_cpu_seconds_total",
            "process_start_time_seconds",
            "process_open_fds",
            "process_max_fds",
            "process_virtual_memory_bytes",
            "process_resident_memory_bytes");
  }

  @Test
  void hasTheLibrarysValues() throws IOException {
    Page expected = new Page(library().scrape());
    Page page = new Page(collector.collect());
    for (String same : List.of("process_start_time_seconds", "process_max_fds")) {
      assertThat(page.values.get(same)).as(same).isEqualTo(expected.values.get(same));
    }
    assertThat(page.values.get("process_cpu_seconds_total"))
        .isCloseTo(expected.values.get("process_cpu_seconds_total"), within(2.0));
    assertThat(page.values.get("process_open_fds"))
        .isCloseTo(expected.values.get("process_open_fds"), within(20.0));
    for (String memory : List.of("process_virtual_memory_bytes", "process_resident_memory_bytes")) {
      assertThat(page.values.get(memory))
          .as(memory)
          .isCloseTo(expected.values.get(memory), within(64 * MIB));
    }
  }

  @Test
  void agreesWithWhatTheSystemSays() throws IOException {
    Page page = new Page(collector.collect());
    ProcessHandle.Info process = ProcessHandle.current().info();
    assertThat(page.values.get("process_cpu_seconds_total"))
        .isCloseTo(process.totalCpuDuration().orElseThrow().toMillis() / 1e3, within(2.0));
    // The JVM's figure is of when it was started up, some tenths of a second into the process.
    assertThat(page.values.get("process_start_time_seconds"))
        .isCloseTo(process.startInstant().orElseThrow().toEpochMilli() / 1e3, within(10.0));
    String limit =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(line -> line.startsWith("Max open files"))
            .findFirst()
            .orElseThrow();
    assertThat(page.values.get("process_max_fds"))
        .isEqualTo(Double.parseDouble(limit.split("\\s+", -1)[3]));
  }

  @Test
  void countsFilesThatAreOpenedAndMemoryThatIsMapped() throws IOException {
    Page before = new Page(collector.collect());
    List<RandomAccessFile> open = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        open.add(new RandomAccessFile(folder.resolve("file" + i).toFile(), "rw"));
      }
      // Nothing of it is touched, so that it takes no room on the disk either.
      open.get(0).setLength(1024 * (long) MIB);
      MappedByteBuffer mapped =
          open.get(0).getChannel().map(FileChannel.MapMode.READ_ONLY, 0, 1024 * (long) MIB);
      Page after = new Page(collector.collect());
      assertThat(after.values.get("process_open_fds") - before.values.get("process_open_fds"))
          .isCloseTo(100, within(20.0));
      assertThat(
              after.values.get("process_virtual_memory_bytes")
                  - before.values.get("process_virtual_memory_bytes"))
          .isCloseTo(1024 * MIB, within(512 * MIB));
      assertThat(mapped.capacity()).isEqualTo(1 << 30);
    } finally {
      for (RandomAccessFile one : open) {
        one.close();
      }
    }
  }

  @Test
  void leavesOutTheMemoryWhereThereIsNoProc() throws IOException {
    assertThat(
            new Page(collector(ManagementFactory.getOperatingSystemMXBean(), NOWHERE).collect())
                .values)
        .containsOnlyKeys(
            "process_cpu_seconds_total",
            "process_max_fds",
            "process_open_fds",
            "process_start_time_seconds");
  }

  private static OperatingSystemMXBean bean(Class<?> type, Number figure) {
    return (OperatingSystemMXBean)
        Proxy.newProxyInstance(
            ProcessCollectorTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (figure == null) {
                throw new InternalError("errno 24 in " + method.getName());
              }
              return figure;
            });
  }

  @Test
  void leavesOutWhatOnlyTheModuleJdkManagementKnows() throws IOException {
    assertThat(new Page(collector(bean(OperatingSystemMXBean.class, 5L), STATUS).collect()).values)
        .containsOnlyKeys(
            "process_resident_memory_bytes",
            "process_start_time_seconds",
            "process_virtual_memory_bytes");
  }

  @Test
  void leavesOutTheFilesOfASystemThatIsNotUnix() throws IOException {
    assertThat(
            new Page(
                    collector(bean(com.sun.management.OperatingSystemMXBean.class, 5L), NOWHERE)
                        .collect())
                .values)
        .containsOnlyKeys("process_cpu_seconds_total", "process_start_time_seconds")
        .containsEntry("process_cpu_seconds_total", 5e-9);
  }

  @Test
  void leavesOutACpuTimeThatTheJvmDoesNotKnow() throws IOException {
    assertThat(
            new Page(collector(bean(UnixOperatingSystemMXBean.class, -1L), NOWHERE).collect())
                .values)
        .doesNotContainKey("process_cpu_seconds_total");
  }

  @Test
  void leavesOutTheFilesWhenThereIsNoneLeftToLookWith() {
    ProcessBean bean = new ProcessBean(bean(UnixOperatingSystemMXBean.class, null));
    assertThat(bean.openFiles()).isNaN();
    assertThat(bean.maxFiles()).isNaN();
  }

  @Test
  void canBeScrapedBySeveralAtATime() throws Exception {
    List<String> lines = new Page(collector.collect()).lines;
    ExecutorService scrapers = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Boolean>> same = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        same.add(scrapers.submit(() -> scrape(lines)));
      }
      for (Future<Boolean> one : same) {
        assertThat(one.get(1, TimeUnit.MINUTES)).isTrue();
      }
    } finally {
      scrapers.shutdownNow();
    }
  }

  private boolean scrape(List<String> expected) throws IOException {
    for (int i = 0; i < SCRAPES; i++) {
      Page page = new Page(collector.collect());
      if (!page.lines.equals(expected)
          || page.values.get("process_resident_memory_bytes") < MIB
          || page.values.get("process_virtual_memory_bytes")
              < page.values.get("process_resident_memory_bytes")) {
        return false;
      }
    }
    return true;
  }

  /** Which is why it is there. */
  @Test
  void allocatesATenthOfWhatTheLibrarysOwnDoes() {
    PrometheusRegistry library = library();
    double ours = Allocation.bytesOf(collector::collect);
    assertThat(ours).isLessThan(Allocation.bytesOf(library::scrape) / 10);
  }
}
