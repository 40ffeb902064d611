package tbot.diag.pprof;

import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.Sample;

/**
 * Sums CPU time by stack and thread, and gives it in whole periods, so that a profile has one
 * sample for each 10 ms as in Go, however finely the profiler sampled.
 */
final class CpuSums extends SampleSums {

  /** Starts empty. */
  CpuSums() {
    super(2, MAX_ROWS_OF_A_SPAN);
  }

  /** The constant part of the profile. */
  static ProfileHeader header() {
    return TimeSums.header("cpu", "cpu", EventKind.CPU_INTERVAL_NANOS);
  }

  @Override
  void add(SampleTable sums, Sample sample) {
    sums.add(
        sample.stack(), new Label("thread", sample.thread()), ONE * sample.count(), sample.value());
  }

  @Override
  synchronized SampleTable table() {
    return WholePeriods.of(super.table(), EventKind.CPU_INTERVAL_NANOS);
  }
}
