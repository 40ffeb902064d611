package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/** Sums sampled allocations, and those of them that are alive, up to estimates of all. */
public final class AllocationAggregator extends SampleAggregator {

  static final ValueType SPACE = new ValueType("space", "bytes");

  /** Starts empty. */
  public AllocationAggregator() {
    super(4);
  }

  /** The constant part of a profile of allocations. */
  static ProfileHeader header() {
    return new ProfileHeader(
        SPACE,
        EventKind.ALLOC_INTERVAL_BYTES,
        new ValueType("alloc_objects", "count"),
        new ValueType("alloc_space", "bytes"),
        new ValueType("inuse_objects", "count"),
        new ValueType("inuse_space", "bytes"));
  }

  /** The same of a profile that does not count what is in use. */
  static ProfileHeader headerWithoutInuse() {
    return header().comment("inuse: not counted here, which would stop the program; heap does");
  }

  @Override
  void add(SampleTable sums, Sample sample) {
    long objects = Math.round(ONE * sample.objects());
    long bytes = Math.round(sample.value() * sample.objects());
    Label label = classLabel(sample);
    if (label != null) {
      label = label.sized(sample.value());
    }
    if (sample.kind() == EventKind.LIVE) {
      sums.add(sample.stack(), label, 0, 0, objects, bytes);
    } else {
      sums.add(sample.stack(), label, objects, bytes, 0, 0);
    }
  }
}
