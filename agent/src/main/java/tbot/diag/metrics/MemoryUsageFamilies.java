package tbot.diag.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/** Four gauges of bytes, one for each figure of a {@link MemoryUsage}. */
final class MemoryUsageFamilies {

  private final GaugeFamily used;
  private final GaugeFamily committed;
  private final GaugeFamily max;
  private final GaugeFamily init;

  /**
   * The gauges.
   *
   * @param prefix of their names
   * @param helps of what is used, committed, the most that there can be, and at the start
   */
  MemoryUsageFamilies(String prefix, String... helps) {
    used = new GaugeFamily(prefix + "_used_bytes", helps[0], Unit.BYTES);
    committed = new GaugeFamily(prefix + "_committed_bytes", helps[1], Unit.BYTES);
    max = new GaugeFamily(prefix + "_max_bytes", helps[2], Unit.BYTES);
    init = new GaugeFamily(prefix + "_init_bytes", helps[3], Unit.BYTES);
  }

  /**
   * Adds the four to a page.
   *
   * @param usages the figures; null for memory that has none
   * @param labels of what each of them is
   */
  void addTo(List<MetricSnapshot> page, MemoryUsage[] usages, List<Labels> labels) {
    List<GaugeDataPointSnapshot> ofUsed = new ArrayList<GaugeDataPointSnapshot>(usages.length);
    List<GaugeDataPointSnapshot> ofCommitted = new ArrayList<GaugeDataPointSnapshot>(usages.length);
    List<GaugeDataPointSnapshot> ofMax = new ArrayList<GaugeDataPointSnapshot>(usages.length);
    List<GaugeDataPointSnapshot> ofInit = new ArrayList<GaugeDataPointSnapshot>(usages.length);
    for (int i = 0; i < usages.length; i++) {
      MemoryUsage usage = usages[i];
      if (usage != null) {
        Labels label = labels.get(i);
        ofUsed.add(GaugeFamily.point((double) usage.getUsed(), label));
        ofCommitted.add(GaugeFamily.point((double) usage.getCommitted(), label));
        ofMax.add(GaugeFamily.point((double) usage.getMax(), label));
        ofInit.add(GaugeFamily.point((double) usage.getInit(), label));
      }
    }
    page.add(used.of(ofUsed));
    page.add(committed.of(ofCommitted));
    page.add(max.of(ofMax));
    page.add(init.of(ofInit));
  }
}
