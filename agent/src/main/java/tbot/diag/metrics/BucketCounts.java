package tbot.diag.metrics;

/** A histogram at one moment: observations by bucket, and their sum. Immutable. */
final class BucketCounts {

  private final double[] bounds;
  private final long[] counts;
  private final double sum;

  private BucketCounts(double[] bounds, long[] counts, double sum) {
    this.bounds = bounds;
    this.counts = counts;
    this.sum = sum;
  }

  /**
   * Without observations.
   *
   * @param bounds the inclusive upper bounds, ascending; the last is infinite
   */
  static BucketCounts upTo(double... bounds) {
    return new BucketCounts(bounds, new long[bounds.length], 0);
  }

  /** Returns these counts with one more observation. */
  BucketCounts plus(double value) {
    long[] more = counts.clone();
    int bucket = 0;
    while (value > bounds[bucket]) {
      bucket++;
    }
    more[bucket]++;
    return new BucketCounts(bounds, more, sum + value);
  }

  double[] bounds() {
    return bounds.clone();
  }

  /** By bucket, not cumulative. */
  long[] counts() {
    return counts.clone();
  }

  double sum() {
    return sum;
  }
}
