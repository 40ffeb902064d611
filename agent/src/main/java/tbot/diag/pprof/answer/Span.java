package tbot.diag.pprof.answer;

import tbot.diag.profiling.ProfilerUnavailableException;

/** A span of time, after which a profile or a recording is complete. */
public interface Span extends AutoCloseable {

  /** The length of the span in nanoseconds, as requested. */
  long nanos();

  /**
   * Waits for the end of the span.
   *
   * @param millis the longest time to wait
   * @return whether the span has ended
   * @throws ProfilerUnavailableException when the profile cannot be completed
   */
  boolean await(long millis) throws InterruptedException, ProfilerUnavailableException;

  /** Ends the span early and keeps what there is; from any thread, and without waiting. */
  void endNow();

  /** Gives up what is left of the span; from any thread, and without waiting. */
  @Override
  void close();
}
