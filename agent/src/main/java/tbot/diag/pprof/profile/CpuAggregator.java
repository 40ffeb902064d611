package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/**
 * Sums CPU time by stack and thread, and gives it in whole periods, so that a profile has one
 * sample for each 10 ms as in Go, however finely the profiler sampled.
 *
 * <p>A program that seldom repeats a stack gets a row for each sample. So what is held in the
 * host's heap stays small, and no stack goes without its name, samples are thinned once there is
 * little room: to Go's one in 10 ms, then to fewer the less room is left.
 */
final class CpuAggregator extends TimeAggregator {

  /** The share of the room from which on samples are thinned. */
  private static final double LITTLE_ROOM = 0.5;

  /** At most one sample in 640 ms; a profile of fewer would tell nothing. */
  private static final double LEAST_ROOM = LITTLE_ROOM / 64;

  private final Downsampling thinning = new Downsampling();

  /** Stacks are cut only when no thinning helps. */
  CpuAggregator() {
    super(LEAST_ROOM);
  }

  /** The constant part of the profile. */
  static ProfileHeader header() {
    return TimeAggregator.header("cpu", "cpu", EventKind.CPU_INTERVAL_NANOS);
  }

  @Override
  void add(SampleTable sums, Sample sample) {
    double room = sums.room();
    if (room > LITTLE_ROOM) {
      super.add(sums, sample);
    } else if (thinning.endsSpan(sample, spanNanos(room))) {
      add(sums, thinning.drawn(), thinning.takeNanos());
    }
  }

  private static long spanNanos(double room) {
    return (long) (EventKind.CPU_INTERVAL_NANOS * LITTLE_ROOM / Math.max(room, LEAST_ROOM));
  }

  @Override
  SampleTable asProfile(SampleTable sums) {
    return PeriodRounding.of(sums, EventKind.CPU_INTERVAL_NANOS);
  }
}
