package tbot.diag.profiling.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares weights with simulated allocations, sampled as the JVM does it. */
class AllocationWeightsTest {

  private static final long INTERVAL = 524_288;
  private static final int SAMPLES = 100_000;
  private static final int THREAD = 7;

  /**
   * Simulates a thread that allocates objects of these sizes in turn.
   *
   * @return for each size the bytes that its samples stand for, divided by the bytes allocated
   */
  private static Map<Long, Double> ratios(int java, long interval, long... sizes) {
    AllocationWeights weights = new AllocationWeights(interval, java);
    Random random = new Random(1);
    Map<Long, Double> allocated = new HashMap<>();
    Map<Long, Double> shown = new HashMap<>();
    double untilSample = exponential(random, (double) interval);
    int samples = 0;
    for (int i = 0; samples < SAMPLES; i++) {
      long size = sizes[i % sizes.length];
      allocated.merge(size, (double) size, Double::sum);
      if (size < untilSample) {
        untilSample -= size;
        continue;
      }
      samples++;
      shown.merge(size, size * weights.objects(THREAD, size, size), Double::sum);
      double overshoot = size - untilSample;
      untilSample = exponential(random, (double) interval);
      if (java == 11 && untilSample > overshoot) {
        untilSample -= overshoot;
      }
    }
    shown.replaceAll((size, bytes) -> bytes / allocated.get(size));
    return shown;
  }

  private static double exponential(Random random, double mean) {
    return -Math.log(1 - random.nextDouble()) * mean;
  }

  @ParameterizedTest
  @ValueSource(
      longs = {2_000, 10_000, 262_144, 524_288, 726_818, 1_048_576, 4_000_000, 100_000_000})
  void samplesStandForAllBytesOfOneSize(long size) {
    for (long interval : new long[] {INTERVAL, 4 * INTERVAL}) {
      for (int java : new int[] {17, 11}) {
        assertThat(ratios(java, interval, size).get(size))
            .as("interval %d, Java %d", interval, java)
            .isCloseTo(1, Percentage.withPercentage(1.5));
      }
    }
  }

  @Test
  void java11TakesAFifthMoreSamplesOfObjectsAsLargeAsTheInterval() {
    double objects = new AllocationWeights(INTERVAL, 11).objects(INTERVAL);

    assertThat(objects).as("n(1) of docs/allocation-weights.md").isCloseTo(1.322, within(0.001));
    assertThat(1 / (1 - Math.exp(-1)) / objects).isCloseTo(1.2, within(0.01));
  }

  @Test
  void samplesStandForAllBytesOfEachOfSeveralSizes() {
    assertThat(ratios(17, INTERVAL, 500_000, 5_000, 5_000).values())
        .allSatisfy(ratio -> assertThat(ratio).isCloseTo(1, Percentage.withPercentage(3)));
  }

  @Test
  void mixedSizesOnJava11AreRightWithinSixPercent() {
    long[] largeAmongSmall = new long[101];
    Arrays.fill(largeAmongSmall, 5_000);
    largeAmongSmall[0] = 500_000;
    for (long[] sizes :
        new long[][] {
          largeAmongSmall, {250_000, 750_000}, {1_500_000, 50_000, 50_000}, {500_000, 5_000}
        }) {
      assertThat(ratios(11, INTERVAL, sizes))
          .allSatisfy((size, ratio) -> assertThat(ratio).as("%d", size).isCloseTo(1, within(0.06)));
    }
  }

  @Test
  void samplesOfOneThreadDoNotAffectAnother() {
    AllocationWeights weights = new AllocationWeights(INTERVAL, 11);

    double first = weights.objects(1, 500_000, 500_000);
    double second = weights.objects(1, 500_000, 500_000);

    assertThat(second).isLessThan(first);
    assertThat(weights.objects(2, 500_000, 500_000)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(longs = {16, 2_000, 500_000, 5_000_000, 50_000_000, 2_000_000_000})
  void sampleWithoutPreviousOneWeighsAsAmongEqualSizes(long size) {
    AllocationWeights shortened = new AllocationWeights(INTERVAL, 11);
    AllocationWeights plain = new AllocationWeights(INTERVAL, 17);

    shortened.objects(THREAD, size, size);
    assertThat(shortened.objects(size))
        .isCloseTo(shortened.objects(THREAD, size, size), Percentage.withPercentage(0.001))
        .isGreaterThanOrEqualTo(1);
    assertThat(plain.objects(size)).isEqualTo(plain.objects(THREAD, size, size));
  }

  @Test
  void noWeightIsLessThanOne() {
    AllocationWeights weights = new AllocationWeights(INTERVAL, 11);

    weights.objects(THREAD, 700_000, 700_000);
    assertThat(weights.objects(THREAD, 3_000_000, 3_000_000)).isEqualTo(1);
  }

  @Test
  void beforeJava11ASampleStandsForABufferOrAnInterval() {
    AllocationWeights weights = new AllocationWeights(INTERVAL, 8);

    assertThat(weights.objects(THREAD, 2_000, 2_000_000)).isEqualTo(1_000);
    assertThat(weights.objects(THREAD, 2_000, 100_000) * 2_000)
        .isCloseTo(INTERVAL, Percentage.withPercentage(0.001));
    assertThat(weights.objects(THREAD, 700_000, 700_000)).isEqualTo(1);
  }
}
