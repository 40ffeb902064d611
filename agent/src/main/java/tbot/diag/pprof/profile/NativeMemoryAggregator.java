package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;

/**
 * Sums sampled native allocations up to estimates of all. One is recorded each time their sizes
 * have added up to the interval, so it stands for as many of its size as make up the interval.
 */
final class NativeMemoryAggregator extends SampleAggregator {

  /** Starts empty. */
  NativeMemoryAggregator() {
    super(2);
  }

  /** The constant part of a profile of native allocations. */
  static ProfileHeader header() {
    return new ProfileHeader(
        AllocationAggregator.SPACE,
        EventKind.NATIVEMEM_INTERVAL_BYTES,
        new ValueType("alloc_objects", "count"),
        new ValueType("alloc_space", "bytes"));
  }

  @Override
  void add(SampleTable sums, Sample sample) {
    double stands = Math.max(1, EventKind.NATIVEMEM_INTERVAL_BYTES / (double) sample.value());
    sums.add(
        withoutHook(sample.stack()),
        null,
        Math.round(ONE * stands),
        Math.round(sample.value() * stands));
  }

  /** The innermost frame is the profiler's own, put before the function that was called. */
  private static CallStack withoutHook(CallStack stack) {
    if (stack.depth() < 2 || !stack.frame(0).function().name().endsWith("_hook")) {
      return stack;
    }
    Frame[] rest = new Frame[stack.depth() - 1];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = stack.frame(i + 1);
    }
    return new CallStack(rest);
  }
}
