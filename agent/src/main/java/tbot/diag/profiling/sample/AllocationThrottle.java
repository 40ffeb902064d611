package tbot.diag.profiling.sample;

/**
 * How coarsely allocations are sampled.
 *
 * <p>Each sample stops the thread that allocates for some microseconds. At Go's interval a program
 * that allocates gigabytes a second would be sampled ten thousand times a second, and pay for it.
 * So the interval doubles until there are no more samples than make a good profile.
 */
public final class AllocationThrottle {

  /** Some 10 µs each make this half a hundredth of a processor. */
  static final int MAX_SAMPLES_PER_SECOND = 500;

  /** The JVM takes the interval as an {@code int}. */
  private static final long MAX_INTERVAL_BYTES = 1L << 30;

  private static final long ENOUGH_NANOS = 1_000_000_000L;

  private long intervalBytes = EventKind.ALLOC_INTERVAL_BYTES;

  /** The mean distance of samples, in bytes, that the next session should have. */
  public long intervalBytes() {
    return intervalBytes;
  }

  /** Whether a session with this interval takes more samples than it should. */
  public boolean isTooFine(long sampledEvery) {
    return sampledEvery < intervalBytes;
  }

  /**
   * Takes in what a session has sampled.
   *
   * @param samples how many samples of allocations
   * @param nanos in what time
   * @param sampledEvery the interval of the session, in bytes
   */
  public void observe(long samples, long nanos, long sampledEvery) {
    if (samples < MAX_SAMPLES_PER_SECOND && nanos < ENOUGH_NANOS) {
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
