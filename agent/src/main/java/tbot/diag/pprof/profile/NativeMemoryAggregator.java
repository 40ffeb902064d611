package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;

/**
 * Aggregates sampled native allocations into estimates of the whole. An allocation is recorded each
 * time the sizes add up to the interval, so it counts as many allocations as make up the interval.
 */
final class NativeMemoryAggregator extends SampleAggregator {

  NativeMemoryAggregator() {
    super(2);
  }

  /** The header of a profile of native allocations. */
  static ProfileHeader header() {
    return new ProfileHeader(
        AllocationAggregator.SPACE,
        EventKind.NATIVEMEM_INTERVAL_BYTES,
        new ValueType("alloc_objects", "count"),
        new ValueType("alloc_space", "bytes"));
  }

  @Override
  void add(SampleTable totals, Sample sample) {
    addScaled(totals, sample);
  }

  /** Adds a sample, scaled to what it stands for. */
  static void addScaled(SampleTable totals, Sample sample) {
    double count = Math.max(1, EventKind.NATIVEMEM_INTERVAL_BYTES / (double) sample.value());
    totals.add(
        withoutHook(sample.stack()),
        null,
        Math.round(ONE * count),
        Math.round(sample.value() * count));
  }

  /** Removes the profiler's own innermost frame, a hook before the function that was called. */
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
