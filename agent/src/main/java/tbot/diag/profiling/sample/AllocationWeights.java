package tbot.diag.profiling.sample;

import tbot.diag.profiling.stack.LongMap;

/**
 * How many allocations each sampled one stands for.
 *
 * <p>The JVM picks allocations as Go does: after an exponentially distributed number of bytes, so
 * that an object is picked by a chance that depends on its size alone. It therefore stands for the
 * inverse of that chance, which is how Go scales its heap profile ({@code scaleHeapSample} in
 * runtime/pprof). Weighing each sample by the mean interval instead, as is common, shows two thirds
 * of the truth for objects about as large as the interval.
 *
 * <p>Java 11 differs ({@code ThreadHeapSampler::pick_next_sample}; JDK 13 does no more): it makes
 * the distance to the next pick shorter by as much as the sampled object reached beyond its own
 * pick, if the distance is longer than that. A fifth too many samples of objects as large as the
 * interval come of it. The bytes that a thread's next sample stands for are fewer by what the
 * distance has lost on average.
 *
 * <p>Before Java 11 there is no such interface (JEP 331). The profiler notices when a thread takes
 * a new buffer to allocate in, or puts an object elsewhere; whenever those bytes have added up to
 * another interval, that is a sample. It stands for the buffer, for as many objects as fill it.
 */
public final class AllocationWeights {

  /** From this size on, in intervals, all objects are picked, and nothing gets lost. */
  private static final double ALWAYS_PICKED = 30;

  /** From this version of Java on, picks are made by chance. */
  private static final int BY_CHANCE_SINCE = 11;

  /** The version that shortens distances. */
  private static final int SHORTENING = 11;

  private final double intervalBytes;
  private final boolean isByChance;
  private final boolean shortensDistances;
  private final LongMap<Long> lastSizes = new LongMap<>();

  /**
   * Has seen no sample yet.
   *
   * @param intervalBytes the mean distance of picks
   * @param java the version of the JVM that picks
   */
  AllocationWeights(long intervalBytes, int java) {
    this.intervalBytes = intervalBytes;
    this.isByChance = java >= BY_CHANCE_SINCE;
    this.shortensDistances = java == SHORTENING;
  }

  /** Those of samples that the JVM took in which this runs. */
  public static AllocationWeights ofThisJvm(long intervalBytes) {
    return new AllocationWeights(intervalBytes, thisJava());
  }

  /** Whether the JVM in which this runs has the interface that picks by chance. */
  public static boolean thisJvmPicksByChance() {
    return thisJava() >= BY_CHANCE_SINCE;
  }

  private static int thisJava() {
    String version = System.getProperty("java.specification.version");
    // 1.8 is the last of its kind.
    return version.startsWith("1.") ? 8 : Integer.parseInt(version);
  }

  /**
   * Weighs a thread's next sample.
   *
   * @param thread by which the thread's earlier samples are known
   * @param bytes the size of the object
   * @param bufferBytes that of the buffer that was taken for it; of one elsewhere its own
   * @return 1 or more
   */
  public double objects(long thread, long bytes, long bufferBytes) {
    if (!isByChance) {
      return Math.max((double) bufferBytes, intervalBytes) / Math.max(bytes, 1);
    }
    double objects = inverseChance(bytes / intervalBytes);
    if (!shortensDistances) {
      return objects;
    }
    Long last = lastSizes.get(thread);
    lastSizes.put(thread, bytes);
    return last == null ? objects : Math.max(1, objects - lostAfter(last) / bytes);
  }

  /**
   * Weighs a sample of which it is not known what the thread allocated before: as if that was of
   * the same size.
   *
   * @param bytes the size of the object
   * @return 1 or more
   */
  public double objects(long bytes) {
    double size = bytes / intervalBytes;
    return shortensDistances && size < ALWAYS_PICKED ? amongEqual(size) : inverseChance(size);
  }

  private static double inverseChance(double size) {
    return -1 / Math.expm1(-size);
  }

  /** How many bytes the next distance is shorter, on average, after a sample of this size. */
  private double lostAfter(long bytes) {
    double size = bytes / intervalBytes;
    return size < ALWAYS_PICKED
        ? intervalBytes * size * (inverseChance(size) - amongEqual(size))
        : 0;
  }

  /**
   * How many objects there are for each sampled one where all are of one size and distances are
   * shortened.
   *
   * <p>Let {@code u} be how far into the sampled object its pick lay, in intervals. After an object
   * of size {@code s} the next distance is either longer than {@code s - u}, and then as good as
   * drawn anew, or the next object is picked for certain, {@code u'} being the distance. So the
   * distribution {@code F} of {@code u} has {@code F'(u) = exp(-u) (a + F(s - u))} with a constant
   * {@code a} and {@code F(0) = 0}, {@code F(s) = 1}; hence {@code F'' + F' + exp(-s) (F + a) = 0},
   * whose solutions are these; the result is {@code 1 + a exp(-s)}.
   */
  private static double amongEqual(double size) {
    double discriminant = 1 - 4 * Math.exp(-size);
    double root = Math.sqrt(Math.abs(discriminant)) / 2;
    double angle = root * size;
    boolean oscillates = discriminant < 0;
    double even = oscillates ? Math.cos(angle) : Math.cosh(angle);
    double odd = angle < 1e-6 ? size : (oscillates ? Math.sin(angle) : Math.sinh(angle)) / root;
    double damping = Math.exp(-size / 2);
    double fromValue = damping * (even + odd / 2);
    double fromSlope = damping * odd;
    double a = (1 - fromSlope) / (fromValue + fromSlope - 1);
    return 1 + a * Math.exp(-size);
  }
}
