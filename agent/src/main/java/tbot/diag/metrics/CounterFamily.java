package tbot.diag.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Collection;
import java.util.Collections;

/** A counter of which a scrape has only the values to tell, as {@link GaugeFamily} is a gauge. */
final class CounterFamily {

  private static final long NOT_TOLD = 0;

  private final MetricMetadata metadata;

  /**
   * A counter.
   *
   * @param name without {@code _total}
   * @param unit which the name ends with; or null
   */
  CounterFamily(String name, String help, Unit unit) {
    metadata = new MetricMetadata(name, help, unit);
  }

  /**
   * A value with labels, for {@link #of(Collection)}.
   *
   * @param value not negative
   */
  static CounterDataPointSnapshot point(double value, Labels labels) {
    return new CounterDataPointSnapshot(value, labels, null, NOT_TOLD);
  }

  /** The counter with this value, without labels. */
  CounterSnapshot of(double value) {
    return of(Collections.singletonList(point(value, Labels.EMPTY)));
  }

  /** The counter with these values. */
  CounterSnapshot of(Collection<CounterDataPointSnapshot> points) {
    return new CounterSnapshot(metadata, points);
  }
}
