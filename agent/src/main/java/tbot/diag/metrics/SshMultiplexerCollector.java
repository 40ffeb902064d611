package tbot.diag.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Locale;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;

/**
 * What a scrape shows of the SSH connections. One collector for all of them, because one reading of
 * the counts has to serve the whole scrape.
 *
 * <p>The first three are tbot's, from its package {@code lib/tbot/services/ssh}; their names, types
 * and labels are fixed by it. The other two are ours.
 */
final class SshMultiplexerCollector implements MultiCollector {

  private static final String STARTED = "tbot_ssh_multiplexer_requests_started";
  private static final String HANDLED = "tbot_ssh_multiplexer_requests_handled";
  private static final String IN_FLIGHT = "tbot_ssh_multiplexer_requests_in_flight";
  private static final String ERRORS = "tbot_ssh_multiplexer_errors";
  private static final String DURATION = "tbot_ssh_multiplexer_request_duration_seconds";

  private final SshMultiplexerMetrics metrics;

  SshMultiplexerCollector(SshMultiplexerMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public MetricSnapshots collect() {
    ConnectionCounts counts = metrics.read();
    return new MetricSnapshots(
        started(counts), handled(counts), inFlight(counts), errors(counts), duration(counts));
  }

  private static CounterSnapshot started(ConnectionCounts counts) {
    return CounterSnapshot.builder()
        .name(STARTED)
        .help("Number of SSH connections that the multiplexer has begun to handle")
        .dataPoint(CounterDataPointSnapshot.builder().value((double) counts.started()).build())
        .build();
  }

  private static CounterSnapshot handled(ConnectionCounts counts) {
    return CounterSnapshot.builder()
        .name(HANDLED)
        .help("Number of SSH connections that the multiplexer has finished with, by outcome")
        .dataPoint(point("status", Outcome.OK.name(), counts.ok()))
        .dataPoint(point("status", Outcome.ERROR.name(), counts.failed()))
        .build();
  }

  private static GaugeSnapshot inFlight(ConnectionCounts counts) {
    return GaugeSnapshot.builder()
        .name(IN_FLIGHT)
        .help("Number of SSH connections that the multiplexer is handling now")
        .dataPoint(GaugeDataPointSnapshot.builder().value((double) counts.inFlight()).build())
        .build();
  }

  private static CounterSnapshot errors(ConnectionCounts counts) {
    CounterSnapshot.Builder builder =
        CounterSnapshot.builder()
            .name(ERRORS)
            .help("Number of SSH connections that ended in an error, by its reason");
    for (ErrorReason reason : ErrorReason.values()) {
      String label = reason.name().toLowerCase(Locale.ROOT);
      builder.dataPoint(point("reason", label, counts.failed(reason)));
    }
    return builder.build();
  }

  private static CounterDataPointSnapshot point(String label, String value, long count) {
    return CounterDataPointSnapshot.builder()
        .labels(Labels.of(label, value))
        .value((double) count)
        .build();
  }

  private static HistogramSnapshot duration(ConnectionCounts counts) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < ConnectionCounts.BOUNDS.length; i++) {
      buckets.bucket(ConnectionCounts.BOUNDS[i], counts.bucket(i));
    }
    return HistogramSnapshot.builder()
        .name(DURATION)
        .unit(Unit.SECONDS)
        .help("How long SSH connections were open, in seconds, once they have ended")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(counts.seconds())
                .build())
        .build();
  }
}
