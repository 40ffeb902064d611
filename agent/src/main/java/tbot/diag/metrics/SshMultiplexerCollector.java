package tbot.diag.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;

/**
 * The metrics of the SSH connections. One collector for all of them, so that one reading of the
 * counts serves the whole scrape.
 *
 * <p>Started, handled and in flight are tbot's, from its package {@code lib/tbot/services/ssh},
 * which fixes their names, types and labels. Errors and durations are additions of this agent, for
 * hosts that have something to count.
 */
final class SshMultiplexerCollector implements MultiCollector {

  private static final long NO_CREATION_TIME = 0;

  private final MetricMetadata started =
      new MetricMetadata(
          "tbot_ssh_multiplexer_requests_started",
          "Number of SSH connections that the multiplexer has begun to handle");
  private final MetricMetadata handled =
      new MetricMetadata(
          "tbot_ssh_multiplexer_requests_handled",
          "Number of SSH connections that the multiplexer has finished with, by outcome");
  private final MetricMetadata inFlight =
      new MetricMetadata(
          "tbot_ssh_multiplexer_requests_in_flight",
          "Number of SSH connections that the multiplexer is handling now");
  private final MetricMetadata errors =
      new MetricMetadata(
          "tbot_ssh_multiplexer_errors",
          "Number of SSH connections that ended in an error, by its reason");
  private final MetricMetadata duration =
      new MetricMetadata(
          "tbot_ssh_multiplexer_request_duration_seconds",
          "How long SSH connections were open, in seconds, once they have ended",
          Unit.SECONDS);

  private final Labels ok = Labels.of("status", Outcome.OK.name());
  private final Labels failed = Labels.of("status", Outcome.ERROR.name());
  private final Map<ErrorReason, Labels> reasons =
      new EnumMap<ErrorReason, Labels>(ErrorReason.class);

  private final SshMultiplexerMetrics metrics;

  SshMultiplexerCollector(SshMultiplexerMetrics metrics) {
    this.metrics = metrics;
    for (ErrorReason reason : ErrorReason.values()) {
      reasons.put(reason, Labels.of("reason", reason.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public MetricSnapshots collect() {
    ConnectionCounts counts = metrics.read();
    List<MetricSnapshot> snapshots = new ArrayList<MetricSnapshot>();
    snapshots.add(
        new CounterSnapshot(
            started, Collections.singletonList(point(counts.started(), Labels.EMPTY))));
    snapshots.add(
        new CounterSnapshot(
            handled, Arrays.asList(point(counts.ok(), ok), point(counts.failed(), failed))));
    snapshots.add(
        new GaugeSnapshot(
            inFlight,
            Collections.singletonList(
                new GaugeDataPointSnapshot((double) counts.inFlight(), Labels.EMPTY, null))));
    if (metrics.hasMultiplexer()) {
      snapshots.add(errors(counts));
      snapshots.add(duration(counts));
    }
    return new MetricSnapshots(snapshots);
  }

  private CounterSnapshot errors(ConnectionCounts counts) {
    List<CounterDataPointSnapshot> points = new ArrayList<CounterDataPointSnapshot>(reasons.size());
    for (Map.Entry<ErrorReason, Labels> reason : reasons.entrySet()) {
      points.add(point(counts.failed(reason.getKey()), reason.getValue()));
    }
    return new CounterSnapshot(errors, points);
  }

  private HistogramSnapshot duration(ConnectionCounts counts) {
    return new HistogramSnapshot(
        duration,
        Collections.singletonList(
            new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(ConnectionCounts.BOUNDS, counts.buckets()),
                counts.seconds(),
                Labels.EMPTY,
                Exemplars.EMPTY,
                NO_CREATION_TIME)));
  }

  private static CounterDataPointSnapshot point(long value, Labels labels) {
    return new CounterDataPointSnapshot((double) value, labels, null, NO_CREATION_TIME);
  }
}
