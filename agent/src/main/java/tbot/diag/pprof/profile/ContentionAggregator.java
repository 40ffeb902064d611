package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/**
 * Aggregates waits. A wait shorter than the threshold is recorded with a probability of its length
 * divided by the threshold, so it counts as many waits as add up to the threshold, as in Go's block
 * profile.
 */
final class ContentionAggregator extends SampleAggregator {

  private static final String SEMAPHORE = "java.util.concurrent.Semaphore";

  private final boolean locksOnly;

  /**
   * Makes an aggregator of waits.
   *
   * @param locksOnly whether to leave out semaphores, which are not mutual exclusion
   */
  ContentionAggregator(boolean locksOnly) {
    super(2);
    this.locksOnly = locksOnly;
  }

  /** The header of a profile of waits. */
  static ProfileHeader header() {
    ValueType contentions = new ValueType("contentions", "count");
    return new ProfileHeader(contentions, 1, contentions, new ValueType("delay", "nanoseconds"));
  }

  @Override
  void add(SampleTable totals, Sample sample) {
    if (locksOnly && sample.type().startsWith(SEMAPHORE)) {
      return;
    }
    Label label = classLabel(sample, null);
    long nanos = Math.max(1, sample.value());
    if (nanos >= EventKind.LOCK_INTERVAL_NANOS) {
      totals.add(sample.stack(), label, ONE, nanos);
    } else {
      totals.add(
          sample.stack(),
          label,
          Math.round(ONE * (double) EventKind.LOCK_INTERVAL_NANOS / nanos),
          EventKind.LOCK_INTERVAL_NANOS);
    }
  }
}
