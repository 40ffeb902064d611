package tbot.diag.profiling.sample;

/** The sampling intervals of a session that are not the same for all sessions. */
public final class SamplingIntervals {

  private final long cpuNanos;
  private final long allocBytes;

  public SamplingIntervals(long cpuNanos, long allocBytes) {
    this.cpuNanos = cpuNanos;
    this.allocBytes = allocBytes;
  }

  /** The CPU time between samples, in nanoseconds. */
  public long cpuNanos() {
    return cpuNanos;
  }

  /** The mean number of allocated bytes between samples. */
  public long allocBytes() {
    return allocBytes;
  }
}
