package tbot.diag.pprof;

import tbot.diag.pprof.profile.Profile;
import tbot.diag.profiling.ProfilerUnavailableException;

/** A profile that is complete at the end of a span of time. */
interface PendingProfile {

  /**
   * Waits for the end of the span.
   *
   * @param millis the longest time to wait
   * @return whether the span has ended
   * @throws ProfilerUnavailableException when the profile cannot be completed
   */
  boolean await(long millis) throws InterruptedException, ProfilerUnavailableException;

  /** The profile. To be called once, after the span has ended. */
  Profile profile();
}
