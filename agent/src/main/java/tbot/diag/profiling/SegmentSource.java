package tbot.diag.profiling;

import java.io.IOException;
import java.util.Set;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SamplingIntervals;

/** Starts sessions of the profiler. */
public interface SegmentSource {

  /**
   * Starts a session; none may be running.
   *
   * @param kinds what to sample
   * @param intervals how far apart the samples should lie; where the finest that the mechanism can
   *     do is coarser, the segment has that
   * @throws ProfilerUnavailableException when it cannot, and then no session runs
   */
  Segment start(Set<EventKind> kinds, SamplingIntervals intervals)
      throws ProfilerUnavailableException;

  /**
   * Refuses what is known to be impossible in this JVM, without a try.
   *
   * @param kinds what to sample
   * @throws EventUnsupportedException when one of them failed before and always will
   */
  void check(Set<EventKind> kinds) throws EventUnsupportedException;

  /**
   * Makes sure that sessions can be started.
   *
   * @throws ProfilerUnavailableException when they cannot
   */
  void load() throws ProfilerUnavailableException;

  /** A new spool for recordings. Only after {@link #load}. */
  RecordingSpool newSpool() throws IOException;
}
