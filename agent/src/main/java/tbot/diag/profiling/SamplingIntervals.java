package tbot.diag.profiling;

/** How far apart a session's samples lie, where that is not the same for all sessions. */
final class SamplingIntervals {

  private final long cpuNanos;
  private final long allocBytes;

  SamplingIntervals(long cpuNanos, long allocBytes) {
    this.cpuNanos = cpuNanos;
    this.allocBytes = allocBytes;
  }

  /** The CPU time between samples, in nanoseconds. */
  long cpuNanos() {
    return cpuNanos;
  }

  /** The mean distance of sampled allocations, in bytes. */
  long allocBytes() {
    return allocBytes;
  }
}
