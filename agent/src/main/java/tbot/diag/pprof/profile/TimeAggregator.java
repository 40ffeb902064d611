package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/** Sums time by stack and thread: elapsed time, if nothing else is said. */
class TimeAggregator extends SampleAggregator {

  TimeAggregator() {
    this(SampleTable.CUT_ROOM);
  }

  /**
   * Empty sums.
   *
   * @param cutRoom the share of the room that is kept for cut stacks
   */
  TimeAggregator(double cutRoom) {
    super(2, MAX_ROWS_OF_A_SPAN, cutRoom);
  }

  /** The constant part of a profile of elapsed time. */
  static ProfileHeader wallHeader() {
    return header("wall", "wall", EventKind.WALL_INTERVAL_NANOS);
  }

  /** The constant part of the same in the form of fgprof. */
  static ProfileHeader fgprofHeader() {
    return header("time", "wall", EventKind.WALL_INTERVAL_NANOS);
  }

  static ProfileHeader header(String sampleType, String periodType, long period) {
    return new ProfileHeader(
        new ValueType(periodType, "nanoseconds"),
        period,
        new ValueType("samples", "count"),
        new ValueType(sampleType, "nanoseconds"));
  }

  @Override
  void add(SampleTable sums, Sample sample) {
    add(sums, sample, sample.value());
  }

  /** Adds a sample as if it had taken another time. */
  static void add(SampleTable sums, Sample sample, long nanos) {
    sums.add(sample.stack(), new Label("thread", sample.thread()), ONE * sample.count(), nanos);
  }
}
