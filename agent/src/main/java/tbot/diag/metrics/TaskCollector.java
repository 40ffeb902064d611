package tbot.diag.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of the tasks, with the names, labels and buckets of tbot's package {@code
 * lib/tbot/loop}. One collector for all of them, so that one reading of a task's counts serves the
 * whole scrape. Without tasks there are no metrics.
 */
final class TaskCollector implements MultiCollector {

  private static final long NO_CREATION_TIME = 0;

  private final MetricMetadata started =
      new MetricMetadata("tbot_task_iterations", "Number of iterations of a task that have begun");
  private final MetricMetadata succeeded =
      new MetricMetadata(
          "tbot_task_iterations_successful",
          "Number of iterations that succeeded, by the number of failures in a row before them");

  /**
   * A counter in tbot. The library writes a counter's name with {@code _total} behind it, as
   * OpenMetrics demands. Only a metric of unknown type can have tbot's name and not be taken for a
   * gauge.
   */
  private final MetricMetadata failed =
      new MetricMetadata("tbot_task_iterations_failed", "Number of iterations that failed");

  private final MetricMetadata duration =
      new MetricMetadata(
          "tbot_task_iteration_duration_seconds",
          "How long iterations took, in seconds, whether they succeeded or failed",
          Unit.SECONDS);

  private final TaskMetrics tasks;

  TaskCollector(TaskMetrics tasks) {
    this.tasks = tasks;
  }

  @Override
  public MetricSnapshots collect() {
    List<CounterDataPointSnapshot> starts = new ArrayList<>();
    List<HistogramDataPointSnapshot> successes = new ArrayList<>();
    List<UnknownDataPointSnapshot> failures = new ArrayList<>();
    List<HistogramDataPointSnapshot> durations = new ArrayList<>();
    for (TaskIterations task : tasks.all()) {
      Labels labels = Labels.of("service", task.type(), "name", task.name());
      IterationCounts counts = task.read();
      starts.add(
          new CounterDataPointSnapshot((double) counts.started(), labels, null, NO_CREATION_TIME));
      successes.add(point(counts.succeeded(), labels));
      failures.add(new UnknownDataPointSnapshot((double) counts.failed(), labels, null));
      durations.add(point(counts.seconds(), labels));
    }
    return starts.isEmpty()
        ? new MetricSnapshots()
        : new MetricSnapshots(
            new CounterSnapshot(started, starts),
            new HistogramSnapshot(succeeded, successes),
            new UnknownSnapshot(failed, failures),
            new HistogramSnapshot(duration, durations));
  }

  private static HistogramDataPointSnapshot point(BucketCounts counts, Labels labels) {
    return new HistogramDataPointSnapshot(
        ClassicHistogramBuckets.of(counts.bounds(), counts.counts()),
        counts.sum(),
        labels,
        Exemplars.EMPTY,
        NO_CREATION_TIME);
  }
}
