package tbot.diag.profiling;

import java.io.IOException;
import java.util.Set;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SamplingIntervals;

/** Starts sessions of the profiler. */
public interface SegmentSource {

  /**
   * Starts a session. None may be running.
   *
   * @param kinds what to sample
   * @param intervals the wanted intervals; the segment has a longer one where the mechanism cannot
   *     sample so often
   * @throws ProfilerUnavailableException if the session cannot start
   */
  Segment start(Set<EventKind> kinds, SamplingIntervals intervals)
      throws ProfilerUnavailableException;

  /**
   * Rejects what is known to be impossible in this JVM, without trying it.
   *
   * @param kinds what to sample
   * @throws EventUnsupportedException if one of them failed before and always will
   */
  void check(Set<EventKind> kinds) throws EventUnsupportedException;

  /**
   * Loads what is needed to start sessions, if that has not been done.
   *
   * @throws ProfilerUnavailableException if that fails
   */
  void load() throws ProfilerUnavailableException;

  /** Makes an empty spool. Only after {@link #load}. */
  RecordingSpool newSpool() throws IOException;
}
