package tbot.diag.profiling;

import java.util.Set;

/** Starts sessions of the profiler. */
interface SegmentSource {

  /**
   * Starts a session; none may be running.
   *
   * @param kinds what to sample
   * @throws ProfilerUnavailableException when it cannot, and then no session runs
   */
  Segment start(Set<EventKind> kinds) throws ProfilerUnavailableException;
}
