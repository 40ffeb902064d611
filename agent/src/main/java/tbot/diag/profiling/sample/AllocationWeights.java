package tbot.diag.profiling.sample;

import tbot.diag.jvm.JavaVersion;
import tbot.diag.profiling.stack.LongMap;

/**
 * How many allocations each sampled one stands for. For the samples of one session, in their order.
 *
 * <p>The JVM samples allocations as Go does: at exponentially distributed distances in bytes, so
 * that the probability of an object depends on its size alone. A sample stands for the inverse of
 * that probability, which is how Go scales its heap profile ({@code scaleHeapSample} in
 * runtime/pprof). The usual weight, the sampling interval, shows only two thirds of the bytes for
 * objects about as large as the interval.
 *
 * <p>Java 11 takes up to a fifth more samples, because it shortens the distance after a sample
 * ({@code ThreadHeapSampler::pick_next_sample}). The bytes that the same thread's next sample
 * stands for are fewer by the mean of that.
 *
 * <p>Before Java 11 the JVM has no such interface (JEP 331). The profiler notices when a thread
 * takes a new allocation buffer (TLAB), or allocates an object outside of it; whenever these bytes
 * have added up to another interval, it takes a sample. A sample stands for as many objects as fill
 * the buffer or the interval, whichever is larger.
 *
 * <p>The equations are derived in docs/allocation-weights.md.
 */
public final class AllocationWeights {

  /** Objects of this size or larger, in intervals, are always sampled, and no distance is lost. */
  private static final double ALWAYS_SAMPLED = 30;

  /** The first version of Java that samples at random distances. */
  private static final int RANDOM_SINCE = 11;

  /** The version of Java that shortens the distance after a sample. */
  private static final int SHORTENING = 11;

  private final double intervalBytes;
  private final boolean isRandom;
  private final boolean shortensDistances;
  private final LongMap<Long> lastSizes = new LongMap<>();

  /**
   * For samples taken by any version of Java.
   *
   * @param intervalBytes the mean distance between samples
   * @param java the version, such as 8 or 11
   */
  AllocationWeights(long intervalBytes, int java) {
    this.intervalBytes = intervalBytes;
    this.isRandom = java >= RANDOM_SINCE;
    this.shortensDistances = java == SHORTENING;
  }

  /** For samples taken by the running JVM, with this mean distance between them. */
  public static AllocationWeights ofThisJvm(long intervalBytes) {
    return new AllocationWeights(intervalBytes, JavaVersion.get());
  }

  /** Whether the running JVM has the interface that samples at random distances. */
  public static boolean thisJvmSamplesAtRandom() {
    return JavaVersion.get() >= RANDOM_SINCE;
  }

  /**
   * The weight of a thread's next sample.
   *
   * @param thread identifies the thread
   * @param bytes the size of the object
   * @param bufferBytes the size of the buffer that was taken for it; its own size if it was
   *     allocated outside of a buffer
   * @return the number of objects of this size that it stands for, 1 or more
   */
  public double objects(long thread, long bytes, long bufferBytes) {
    if (!isRandom) {
      return Math.max((double) bufferBytes, intervalBytes) / Math.max(bytes, 1);
    }
    double objects = inverseProbability(bytes / intervalBytes);
    if (!shortensDistances) {
      return objects;
    }
    Long last = lastSizes.get(thread);
    lastSizes.put(thread, bytes);
    return last == null ? objects : Math.max(1, objects - lostAfter(last) / bytes);
  }

  /**
   * The weight of a sample if the same thread's previous sample is unknown. It is taken to have
   * been of the same size.
   *
   * @param bytes the size of the object
   * @return the number of objects of this size that it stands for, 1 or more
   */
  public double objects(long bytes) {
    double size = bytes / intervalBytes;
    return shortensDistances ? inverseRateWhenShortened(size) : inverseProbability(size);
  }

  /** One sample in how many objects; the size is in intervals. */
  private static double inverseProbability(double size) {
    return -1 / Math.expm1(-size);
  }

  /** The mean number of bytes that the distance after a sample of this size is shortened by. */
  private double lostAfter(long bytes) {
    double size = bytes / intervalBytes;
    return intervalBytes * size * (inverseProbability(size) - inverseRateWhenShortened(size));
  }

  /**
   * One sample in how many objects, if all objects have this size and distances are shortened;
   * called {@code n(s)} in docs/allocation-weights.md.
   *
   * @param size in intervals
   */
  private static double inverseRateWhenShortened(double size) {
    if (size >= ALWAYS_SAMPLED) {
      return inverseProbability(size);
    }
    double discriminant = 1 - 4 * Math.exp(-size);
    double root = Math.sqrt(Math.abs(discriminant)) / 2;
    double angle = root * size;
    boolean oscillates = discriminant < 0;
    double even = oscillates ? Math.cos(angle) : Math.cosh(angle);
    double odd = angle < 1e-6 ? size : (oscillates ? Math.sin(angle) : Math.sinh(angle)) / root;
    double damping = Math.exp(-size / 2);
    double v = damping * (even + odd / 2);
    double w = damping * odd;
    double a = (1 - w) / (v + w - 1);
    return 1 + a * Math.exp(-size);
  }
}
