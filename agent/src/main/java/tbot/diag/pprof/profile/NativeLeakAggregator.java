package tbot.diag.pprof.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/**
 * Aggregates those of the sampled native allocations that are not freed in the span. Allocations of
 * its last tenth are left out, as async-profiler's converter does: they are too young to tell.
 *
 * <p>A recording has the events in no order, since several buffers are written at the same time. So
 * a free can be read before its allocation, and is remembered.
 */
final class NativeLeakAggregator extends SampleAggregator {

  private static final int YOUNG_SHARE = 10;

  private final Map<Long, Sample> held = new HashMap<>();
  private final FreedAddresses freed;

  NativeLeakAggregator() {
    this(new FreedAddresses());
  }

  NativeLeakAggregator(FreedAddresses freed) {
    super(2);
    this.freed = freed;
  }

  /** The header of a profile of native memory that is held. */
  static ProfileHeader header() {
    return new ProfileHeader(
            AllocationAggregator.SPACE,
            EventKind.NATIVEMEM_INTERVAL_BYTES,
            new ValueType("inuse_objects", "count"),
            new ValueType("inuse_space", "bytes"))
        .variant("not freed");
  }

  @Override
  void add(SampleTable totals, Sample sample) {
    Sample known = held.get(sample.address());
    if (sample.kind() == EventKind.NATIVE_FREE) {
      freed.add(sample.address(), sample.timeNanos());
      if (known != null && known.timeNanos() <= sample.timeNanos()) {
        held.remove(sample.address());
      }
    } else if (!freed.since(sample.address(), sample.timeNanos())
        && (known == null || known.timeNanos() < sample.timeNanos())) {
      held.put(sample.address(), sample);
    }
  }

  @Override
  public synchronized SampleTable tableOfSpan(
      long startNanos, long endNanos, List<String> comments) {
    long lastNanos = endNanos - (endNanos - startNanos) / YOUNG_SHARE;
    SampleTable totals = SampleTable.ofSpan(2);
    for (Sample sample : held.values()) {
      if (sample.timeNanos() <= lastNanos) {
        NativeMemoryAggregator.addScaled(totals, sample);
      }
    }
    comments.add(
        "leak: allocated in the first "
            + TimeUnit.NANOSECONDS.toMillis(lastNanos - startNanos)
            + " ms and not freed until the end");
    if (freed.hasForgotten()) {
      comments.add("leak: there were so many frees that some of these may be freed, too");
    }
    return asProfile(totals);
  }
}
