package tbot.diag.profiling.sample;

/** How far apart a session's samples lie, where that is not the same for all sessions. */
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

  /** The mean distance of sampled allocations, in bytes. */
  public long allocBytes() {
    return allocBytes;
  }
}
