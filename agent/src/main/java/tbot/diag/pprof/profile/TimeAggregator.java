package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/** Aggregates time by stack and thread: elapsed time, unless a subclass says otherwise. */
class TimeAggregator extends SampleAggregator {

  TimeAggregator() {
    this(SampleTable.CUT_ROOM);
  }

  /**
   * Makes an aggregator.
   *
   * @param cutRoom the share of the table that is reserved for cut stacks
   */
  TimeAggregator(double cutRoom) {
    super(2, SampleTable.MAX_ROWS_OF_SPAN, cutRoom);
  }

  /** The header of a profile of elapsed time. */
  static ProfileHeader wallHeader() {
    return header("wall", "wall", EventKind.WALL_INTERVAL_NANOS);
  }

  /** The same with the sample types of fgprof. */
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
  void add(SampleTable totals, Sample sample) {
    add(totals, sample, sample.value());
  }

  /** Adds a sample with another time than its own. */
  static void add(SampleTable totals, Sample sample, long nanos) {
    totals.add(
        sample.stack(), Label.text(Label.THREAD, sample.thread()), ONE * sample.count(), nanos);
  }
}
