package tbot.diag.pprof.profile;

import java.util.SplittableRandom;
import tbot.diag.profiling.sample.Sample;

/**
 * Makes of many samples of time fewer that stand for as much: of each span of sampled time one
 * sample, drawn by lot, gets all of it.
 *
 * <p>Drawn, because samples of threads that take turns come in a regular order: every fourth might
 * always be the same thread's. A sample's chance is its share of the span, so on average each stack
 * and thread keeps its time, and the whole keeps it exactly, but for the span that has not ended.
 */
final class Downsampling {

  // What is drawn need not be secret, nor differ from one profile to the next.
  private final SplittableRandom lot = new SplittableRandom(1);
  private long nanos;
  private Sample drawn;

  /**
   * Takes the next sample.
   *
   * @param spanNanos how long a span is to be
   * @return whether the span ended with this sample, so that {@link #drawn} stands for {@link
   *     #takeNanos}
   */
  boolean endsSpan(Sample sample, long spanNanos) {
    nanos += sample.value();
    if (lot.nextLong(nanos) < sample.value()) {
      drawn = sample;
    }
    return nanos >= spanNanos;
  }

  /** The sample drawn last. */
  Sample drawn() {
    return drawn;
  }

  /** The sampled time in nanoseconds since the last call. */
  long takeNanos() {
    long taken = nanos;
    nanos = 0;
    return taken;
  }
}
