package tbot.diag.pprof;

import tbot.diag.profiling.ProfilerUnavailableException;

/** What is summed for as long as it is recorded. */
interface CumulativeSums {
  /** All of it until now. */
  SampleSums untilNow() throws InterruptedException, ProfilerUnavailableException;
}
