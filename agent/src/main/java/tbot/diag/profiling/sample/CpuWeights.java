package tbot.diag.profiling.sample;

import tbot.diag.profiling.stack.LongIndex;

/**
 * How much CPU time each sample of it stands for.
 *
 * <p>The profiler counts each thread's time from the start of the session, or of the thread, and
 * takes a sample whenever another interval is full. What a thread uses after its last sample is not
 * seen: half an interval on average. Of a thread that has little to do, that is much, so the first
 * sample of a thread stands for it too.
 */
public final class CpuWeights {

  private final long intervalNanos;
  private final boolean countsByThread;
  private final LongIndex threads = new LongIndex();

  /**
   * Of a session that has taken no sample yet.
   *
   * @param countsByThread whether each thread has a count of its own; else the process has one
   */
  public CpuWeights(long intervalNanos, boolean countsByThread) {
    this.intervalNanos = intervalNanos;
    this.countsByThread = countsByThread;
  }

  /** The nanoseconds of a thread's next sample. */
  public long nanos(long thread) {
    int known = threads.size();
    boolean isFirst = countsByThread && threads.add(thread) > known;
    return isFirst ? intervalNanos + intervalNanos / 2 : intervalNanos;
  }
}
