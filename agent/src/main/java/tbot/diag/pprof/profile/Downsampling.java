package tbot.diag.pprof.profile;

import java.util.SplittableRandom;
import tbot.diag.profiling.sample.Sample;

/**
 * Replaces many time samples by fewer with the same total: one sample, chosen at random, stands for
 * each span of sampled time.
 *
 * <p>The choice is random because threads that take turns are sampled in a regular order: every
 * fourth sample might always be of the same thread. The probability of a sample is its share of the
 * span, so on average each stack and thread keeps its time. The total is exact, except for the last
 * span, which has not ended.
 */
final class Downsampling {

  // A fixed seed: the numbers need not be secret, nor differ between profiles.
  private final SplittableRandom random = new SplittableRandom(1);
  private long nanos;
  private Sample chosen;

  /**
   * Takes the next sample.
   *
   * @param spanNanos the length of a span
   * @return whether the span ended with this sample; then {@link #chosen} stands for {@link
   *     #takeNanos}
   */
  boolean endsSpan(Sample sample, long spanNanos) {
    nanos += sample.value();
    if (random.nextLong(nanos) < sample.value()) {
      chosen = sample;
    }
    return nanos >= spanNanos;
  }

  /** The sample chosen last. */
  Sample chosen() {
    return chosen;
  }

  /** The sampled time in nanoseconds since the last call. */
  long takeNanos() {
    long taken = nanos;
    nanos = 0;
    return taken;
  }
}
