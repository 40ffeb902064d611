package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/**
 * Sums waits. Those shorter than the threshold are recorded by a chance that is their share of it;
 * each stands for as many as add up to the threshold, as in Go's block profile.
 */
public final class ContentionAggregator extends SampleAggregator {

  private static final String SEMAPHORE = "java.util.concurrent.Semaphore";

  private final boolean locksOnly;

  /**
   * Starts empty.
   *
   * @param locksOnly whether to leave out what is no mutual exclusion: semaphores
   */
  public ContentionAggregator(boolean locksOnly) {
    super(2);
    this.locksOnly = locksOnly;
  }

  /** The constant part of a profile of waits. */
  static ProfileHeader header() {
    ValueType contentions = new ValueType("contentions", "count");
    return new ProfileHeader(contentions, 1, contentions, new ValueType("delay", "nanoseconds"));
  }

  @Override
  void add(SampleTable sums, Sample sample) {
    if (locksOnly && sample.type().startsWith(SEMAPHORE)) {
      return;
    }
    long nanos = Math.max(1, sample.value());
    if (nanos >= EventKind.LOCK_INTERVAL_NANOS) {
      sums.add(sample.stack(), classLabel(sample), ONE, nanos);
    } else {
      sums.add(
          sample.stack(),
          classLabel(sample),
          Math.round(ONE * (double) EventKind.LOCK_INTERVAL_NANOS / nanos),
          EventKind.LOCK_INTERVAL_NANOS);
    }
  }
}
