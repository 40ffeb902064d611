package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/** Aggregates sampled allocations and live objects into estimates of the whole. */
final class AllocationAggregator extends SampleAggregator {

  static final ValueType SPACE = new ValueType("space", "bytes");

  AllocationAggregator() {
    super(4);
  }

  /** The header of a profile of allocations and live objects. */
  static ProfileHeader header() {
    return new ProfileHeader(
        SPACE,
        EventKind.ALLOC_INTERVAL_BYTES,
        new ValueType("alloc_objects", "count"),
        new ValueType("alloc_space", "bytes"),
        new ValueType("inuse_objects", "count"),
        new ValueType("inuse_space", "bytes"));
  }

  /** The header of a profile that does not count live objects. */
  static ProfileHeader headerWithoutInuse() {
    return header().comment("inuse: not counted here, which would stop the program; heap does");
  }

  @Override
  void add(SampleTable totals, Sample sample) {
    long objects = Math.round(ONE * sample.objects());
    long bytes = Math.round(sample.value() * sample.objects());
    // The size of each object is a numeric label in Go, too.
    Label label = classLabel(sample, Label.number("bytes", sample.value(), "bytes", null));
    if (sample.kind() == EventKind.LIVE) {
      totals.add(sample.stack(), label, 0, 0, objects, bytes);
    } else {
      totals.add(sample.stack(), label, objects, bytes, 0, 0);
    }
  }
}
