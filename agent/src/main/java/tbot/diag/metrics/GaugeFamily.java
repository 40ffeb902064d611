package tbot.diag.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Collection;
import java.util.Collections;

/**
 * A gauge of which a scrape has only the values to tell: its name is checked once. The library
 * checks names and labels whenever it builds them, with an encoder that is new each time.
 */
final class GaugeFamily {

  private final MetricMetadata metadata;

  /**
   * A gauge.
   *
   * @param unit which the name ends with; or null
   */
  GaugeFamily(String name, String help, Unit unit) {
    metadata = new MetricMetadata(name, help, unit);
  }

  /** A value with labels, for {@link #of(Collection)}. */
  static GaugeDataPointSnapshot point(double value, Labels labels) {
    return new GaugeDataPointSnapshot(value, labels, null);
  }

  /** The gauge with this value, without labels. */
  GaugeSnapshot of(double value) {
    return of(Collections.singletonList(point(value, Labels.EMPTY)));
  }

  /** The gauge with these values. */
  GaugeSnapshot of(Collection<GaugeDataPointSnapshot> points) {
    return new GaugeSnapshot(metadata, points);
  }
}
