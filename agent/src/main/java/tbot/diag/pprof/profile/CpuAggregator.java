package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/**
 * Aggregates CPU time by stack and thread. The profile is rounded to whole periods of 10 ms as in
 * Go, however finely the profiler sampled.
 *
 * <p>A program that seldom repeats a stack adds a row for each sample. To bound the memory and yet
 * keep whole stacks, samples are downsampled when the table is half full: first to one per 10 ms,
 * then to fewer as the table fills up.
 */
final class CpuAggregator extends TimeAggregator {

  /** The free share of the table below which samples are downsampled. */
  private static final double DOWNSAMPLING_ROOM = 0.5;

  /** Limits downsampling to one sample per 640 ms; a profile of fewer would show nothing. */
  private static final double LEAST_ROOM = DOWNSAMPLING_ROOM / 64;

  private final Downsampling downsampling = new Downsampling();

  /** Stacks are cut only when downsampling is at its limit. */
  CpuAggregator() {
    super(LEAST_ROOM);
  }

  /** The header of a profile of CPU time. */
  static ProfileHeader header() {
    return TimeAggregator.header("cpu", "cpu", EventKind.CPU_INTERVAL_NANOS);
  }

  @Override
  void add(SampleTable totals, Sample sample) {
    double room = totals.room();
    if (room > DOWNSAMPLING_ROOM) {
      super.add(totals, sample);
    } else if (downsampling.endsSpan(sample, spanNanos(room))) {
      add(totals, downsampling.chosen(), downsampling.takeNanos());
    }
  }

  private static long spanNanos(double room) {
    return (long) (EventKind.CPU_INTERVAL_NANOS * DOWNSAMPLING_ROOM / Math.max(room, LEAST_ROOM));
  }

  @Override
  SampleTable asProfile(SampleTable totals) {
    return PeriodRounding.of(totals, EventKind.CPU_INTERVAL_NANOS);
  }
}
