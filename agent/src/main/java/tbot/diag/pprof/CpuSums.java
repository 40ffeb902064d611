package tbot.diag.pprof;

import tbot.diag.profiling.EventKind;

/**
 * Sums CPU time by stack and thread, and gives it in whole periods, so that a profile has one
 * sample for each 10 ms as in Go, however finely the profiler sampled.
 */
final class CpuSums extends TimeSums {

  /** The constant part of the profile. */
  static ProfileHeader header() {
    return TimeSums.header("cpu", "cpu", EventKind.CPU_INTERVAL_NANOS);
  }

  @Override
  SampleTable asProfile(SampleTable sums) {
    return WholePeriods.of(sums, EventKind.CPU_INTERVAL_NANOS);
  }
}
