package tbot.diag.profiling.sample;

/**
 * Chooses the sampling interval of allocations.
 *
 * <p>Each sample stops the allocating thread for some microseconds. At Go's interval a program that
 * allocates gigabytes a second would be sampled ten thousand times a second and slow down. So the
 * interval is doubled until there are no more samples than a good profile needs.
 */
public final class AllocationThrottle {

  /** At about 10 µs a sample this takes 0.5 % of one processor. */
  static final int MAX_SAMPLES_PER_SECOND = 500;

  /** The JVM takes the interval as an {@code int}. */
  private static final long MAX_INTERVAL_BYTES = 1L << 30;

  private static final long MIN_OBSERVED_NANOS = 1_000_000_000L;

  private long intervalBytes = EventKind.ALLOC_INTERVAL_BYTES;

  /** The mean number of bytes between samples that the next session should have. */
  public long intervalBytes() {
    return intervalBytes;
  }

  /** Whether a session with this interval, in bytes, takes more samples than it should. */
  public boolean isTooFine(long sampledEvery) {
    return sampledEvery < intervalBytes;
  }

  /**
   * Adapts the interval to what a session has sampled. Too few samples in too short a time change
   * nothing.
   *
   * @param samples the number of sampled allocations
   * @param nanos the time in which they were taken
   * @param sampledEvery the interval of the session, in bytes
   */
  public void observe(long samples, long nanos, long sampledEvery) {
    if (samples < MAX_SAMPLES_PER_SECOND && nanos < MIN_OBSERVED_NANOS) {
      return;
    }
    double bytesPerSecond = samples * (double) sampledEvery * 1e9 / nanos;
    long wanted = EventKind.ALLOC_INTERVAL_BYTES;
    while (bytesPerSecond > (double) wanted * MAX_SAMPLES_PER_SECOND
        && wanted < MAX_INTERVAL_BYTES) {
      wanted *= 2;
    }
    intervalBytes = wanted;
  }
}
