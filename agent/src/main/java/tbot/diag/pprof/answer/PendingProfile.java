package tbot.diag.pprof.answer;

import tbot.diag.pprof.profile.Profile;

/** A profile that is complete at the end of a span of time. */
public interface PendingProfile extends Span {

  /** The profile. To be called once, after the span has ended. */
  Profile profile();
}
