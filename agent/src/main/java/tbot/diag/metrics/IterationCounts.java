package tbot.diag.metrics;

/** The iterations of one task at one moment. Immutable, so its figures agree with each other. */
final class IterationCounts {

  private static final double NANOS_PER_SECOND = 1e9;

  /** The buckets are those of tbot's package {@code lib/tbot/loop}. */
  static final IterationCounts NONE =
      new IterationCounts(
          0,
          BucketCounts.upTo(0, 1, 2, 3, 4, 5, Double.POSITIVE_INFINITY),
          0,
          0,
          BucketCounts.upTo(exponential(0.1, 1.75, 6)));

  private final long started;
  private final BucketCounts succeeded;
  private final long failed;
  private final long failedInARow;
  private final BucketCounts seconds;

  private IterationCounts(
      long started, BucketCounts succeeded, long failed, long failedInARow, BucketCounts seconds) {
    this.started = started;
    this.succeeded = succeeded;
    this.failed = failed;
    this.failedInARow = failedInARow;
    this.seconds = seconds;
  }

  /** As Go's {@code prometheus.ExponentialBuckets}, to the last bit, and infinity. */
  private static double[] exponential(double start, double factor, int count) {
    double[] bounds = new double[count + 1];
    bounds[0] = start;
    for (int i = 1; i < count; i++) {
      bounds[i] = bounds[i - 1] * factor;
    }
    bounds[count] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  IterationCounts plusStarted() {
    return new IterationCounts(started + 1, succeeded, failed, failedInARow, seconds);
  }

  /**
   * Returns these counts with one more iteration ended.
   *
   * @param durationNanos negative counts as zero
   */
  IterationCounts plusEnded(boolean success, long durationNanos) {
    BucketCounts durations = seconds.plus(Math.max(0, durationNanos) / NANOS_PER_SECOND);
    return success
        ? new IterationCounts(started, succeeded.plus((double) failedInARow), failed, 0, durations)
        : new IterationCounts(started, succeeded, failed + 1, failedInARow + 1, durations);
  }

  long started() {
    return started;
  }

  /** Successes by the number of failures in a row before each. */
  BucketCounts succeeded() {
    return succeeded;
  }

  long failed() {
    return failed;
  }

  /** Durations of the iterations that have ended, in seconds. */
  BucketCounts seconds() {
    return seconds;
  }
}
