package tbot.diag.pprof;

import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.Sample;

/**
 * Sums sampled native allocations up to estimates of all. One is recorded each time their sizes
 * have added up to the interval, so it stands for as many of its size as make up the interval.
 */
final class NativeMemorySums extends SampleSums {

  /** Starts empty. */
  NativeMemorySums() {
    super(2);
  }

  /** The constant part of a profile of native allocations. */
  static ProfileHeader header() {
    return new ProfileHeader(
        AllocationSums.SPACE,
        EventKind.NATIVEMEM_INTERVAL_BYTES,
        new ValueType("alloc_objects", "count"),
        new ValueType("alloc_space", "bytes"));
  }

  @Override
  void add(SampleTable sums, Sample sample) {
    double stands = Math.max(1, EventKind.NATIVEMEM_INTERVAL_BYTES / (double) sample.value());
    sums.add(sample.stack(), null, Math.round(ONE * stands), Math.round(sample.value() * stands));
  }
}
