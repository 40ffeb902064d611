package tbot.diag.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {

  private static final int THREADS = 4;
  private static final int ITERATIONS = 20_000;

  private final TaskMetrics tasks = new TaskMetrics();
  private final PrometheusRegistry registry = new PrometheusRegistry();

  TaskMetricsTest() {
    registry.register(new TaskCollector(tasks));
  }

  private String text() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void withoutTasksThereAreNoMetrics() throws IOException {
    assertThat(text()).isEmpty();
    tasks.add("t", "a");
    assertThat(text()).isNotEmpty();
    tasks.remove("a");
    assertThat(text()).isEmpty();
  }

  @Test
  void hasNamesLabelsAndBucketsOfTbot() throws IOException {
    TaskIterations task = tasks.add("identity", "a \"b\"");
    end(task, false, 50);
    end(task, false, 200);
    end(task, true, 1_000);
    task.started();
    String labels = "{name=\"a \\\"b\\\"\",service=\"identity\"";
    assertThat(text().lines().filter(line -> !line.startsWith("# HELP")))
        .containsExactly(
            "# TYPE tbot_task_iteration_duration_seconds histogram",
            "tbot_task_iteration_duration_seconds_bucket" + labels + ",le=\"0.1\"} 1",
            "tbot_task_iteration_duration_seconds_bucket"
                + labels
                + ",le=\"0.17500000000000002\"} 1",
            "tbot_task_iteration_duration_seconds_bucket" + labels + ",le=\"0.30625\"} 2",
            "tbot_task_iteration_duration_seconds_bucket"
                + labels
                + ",le=\"0.5359375000000001\"} 2",
            "tbot_task_iteration_duration_seconds_bucket"
                + labels
                + ",le=\"0.9378906250000001\"} 2",
            "tbot_task_iteration_duration_seconds_bucket"
                + labels
                + ",le=\"1.6413085937500003\"} 3",
            "tbot_task_iteration_duration_seconds_bucket" + labels + ",le=\"+Inf\"} 3",
            "tbot_task_iteration_duration_seconds_count" + labels + "} 3",
            "tbot_task_iteration_duration_seconds_sum" + labels + "} 1.25",
            "# TYPE tbot_task_iterations_total counter",
            "tbot_task_iterations_total" + labels + "} 4.0",
            "# TYPE tbot_task_iterations_failed untyped",
            "tbot_task_iterations_failed" + labels + "} 2.0",
            "# TYPE tbot_task_iterations_successful histogram",
            "tbot_task_iterations_successful_bucket" + labels + ",le=\"0.0\"} 0",
            "tbot_task_iterations_successful_bucket" + labels + ",le=\"1.0\"} 0",
            "tbot_task_iterations_successful_bucket" + labels + ",le=\"2.0\"} 1",
            "tbot_task_iterations_successful_bucket" + labels + ",le=\"3.0\"} 1",
            "tbot_task_iterations_successful_bucket" + labels + ",le=\"4.0\"} 1",
            "tbot_task_iterations_successful_bucket" + labels + ",le=\"5.0\"} 1",
            "tbot_task_iterations_successful_bucket" + labels + ",le=\"+Inf\"} 1",
            "tbot_task_iterations_successful_count" + labels + "} 1",
            "tbot_task_iterations_successful_sum" + labels + "} 2.0");
  }

  @Test
  void failuresHaveTheirNameInOpenMetricsToo() throws IOException {
    end(tasks.add("t", "a"), false, 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenMetricsTextFormatWriter.create().write(out, registry.scrape());
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "# TYPE tbot_task_iterations_failed unknown",
            "tbot_task_iterations_failed{name=\"a\",service=\"t\"} 1.0",
            "tbot_task_iterations_total{name=\"a\",service=\"t\"} 1.0");
  }

  @Test
  void countsConcurrentIterationsExactly() throws Exception {
    TaskIterations task = tasks.add("t", "a");
    ExecutorService host = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(host.submit(() -> iterate(task)));
    }
    boolean running = true;
    while (running) {
      running = threads.stream().anyMatch(thread -> !thread.isDone());
      IterationCounts counts = task.read();
      long ended = counts.failed() + sum(counts.succeeded());
      assertThat(sum(counts.seconds())).isEqualTo(ended);
      assertThat(counts.started() - ended).isBetween(0L, (long) THREADS);
    }
    host.shutdown();
    assertThat(host.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    IterationCounts counts = task.read();
    assertThat(counts.started()).isEqualTo(THREADS * ITERATIONS);
    assertThat(counts.failed()).isEqualTo(THREADS * ITERATIONS / 2);
    assertThat(sum(counts.succeeded())).isEqualTo(THREADS * ITERATIONS / 2);
  }

  private static void iterate(TaskIterations task) {
    for (int i = 0; i < ITERATIONS; i++) {
      end(task, i % 2 == 0, i % 3);
    }
  }

  private static void end(TaskIterations task, boolean success, long millis) {
    task.started();
    task.ended(success, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static long sum(BucketCounts counts) {
    long sum = 0;
    for (long count : counts.counts()) {
      sum += count;
    }
    return sum;
  }
}
