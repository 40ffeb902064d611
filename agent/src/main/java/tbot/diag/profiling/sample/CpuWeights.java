package tbot.diag.profiling.sample;

import tbot.diag.profiling.stack.LongIndex;

/**
 * How much CPU time each sample stands for. For the samples of one session, in their order.
 *
 * <p>The profiler counts the CPU time of each thread from the start of the session, or of the
 * thread, and takes a sample at the end of each interval. What a thread uses after its last sample
 * is not seen: half an interval on average. That matters for threads with little work, so the first
 * sample of each thread stands for half an interval more.
 */
public final class CpuWeights {

  private final long intervalNanos;
  private final boolean countsByThread;
  private final LongIndex threads = new LongIndex();

  /**
   * For a new session.
   *
   * @param intervalNanos the CPU time between samples
   * @param countsByThread whether CPU time is counted for each thread; otherwise it is counted for
   *     the process, and no thread's samples get more
   */
  public CpuWeights(long intervalNanos, boolean countsByThread) {
    this.intervalNanos = intervalNanos;
    this.countsByThread = countsByThread;
  }

  /** The CPU time that a thread's next sample stands for, in nanoseconds. */
  public long nanos(long thread) {
    int known = threads.size();
    boolean isFirst = countsByThread && threads.add(thread) > known;
    return isFirst ? intervalNanos + intervalNanos / 2 : intervalNanos;
  }
}
