package tbot.diag.profiling.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What samples stand for, held against allocations that are sampled as the JVM does it. */
class AllocationWeightsTest {

  private static final long INTERVAL = 524_288;
  private static final int SAMPLES = 100_000;
  private static final int THREAD = 7;

  /**
   * One thread that allocates objects of these sizes in turn.
   *
   * @return for each size the bytes that samples stand for, as a part of those allocated
   */
  private static Map<Long, Double> shown(int java, long interval, long... sizes) {
    AllocationWeights weights = new AllocationWeights(interval, java);
    Random random = new Random(1);
    Map<Long, Double> allocated = new HashMap<>();
    Map<Long, Double> stoodFor = new HashMap<>();
    double untilPick = exponential(random, (double) interval);
    int samples = 0;
    for (int i = 0; samples < SAMPLES; i++) {
      long size = sizes[i % sizes.length];
      allocated.merge(size, (double) size, Double::sum);
      if (size < untilPick) {
        untilPick -= size;
        continue;
      }
      samples++;
      stoodFor.merge(size, size * weights.objects(THREAD, size, size), Double::sum);
      double overshoot = size - untilPick;
      untilPick = exponential(random, (double) interval);
      if (java == 11 && untilPick > overshoot) {
        untilPick -= overshoot;
      }
    }
    stoodFor.replaceAll((size, bytes) -> bytes / allocated.get(size));
    return stoodFor;
  }

  private static double exponential(Random random, double mean) {
    return -Math.log(1 - random.nextDouble()) * mean;
  }

  @ParameterizedTest
  @ValueSource(
      longs = {2_000, 10_000, 262_144, 524_288, 726_818, 1_048_576, 4_000_000, 100_000_000})
  void samplesStandForAllAllocations(long size) {
    for (long interval : new long[] {INTERVAL, 4 * INTERVAL}) {
      for (int java : new int[] {17, 11}) {
        assertThat(shown(java, interval, size).get(size))
            .as("every %d, on Java %d", interval, java)
            .isCloseTo(1, Percentage.withPercentage(1.5));
      }
    }
  }

  @Test
  void ofObjectsOfSeveralSizesEachIsShownAsOftenAsItIs() {
    assertThat(shown(17, INTERVAL, 500_000, 5_000, 5_000).values())
        .allSatisfy(part -> assertThat(part).isCloseTo(1, Percentage.withPercentage(3)));
  }

  @Test
  void whereTheJvmShortensDistancesMixedSizesAreRightWithinATwentieth() {
    long[] largeAmongSmall = new long[101];
    Arrays.fill(largeAmongSmall, 5_000);
    largeAmongSmall[0] = 500_000;
    for (long[] sizes :
        new long[][] {
          largeAmongSmall, {250_000, 750_000}, {1_500_000, 50_000, 50_000}, {500_000, 5_000}
        }) {
      assertThat(shown(11, INTERVAL, sizes))
          .allSatisfy(
              (size, part) -> assertThat(part).as("%d", size).isCloseTo(1, Offset.offset(0.06)));
    }
  }

  @Test
  void theFirstSampleOfAThreadIsNotHeldAgainstAnother() {
    AllocationWeights weights = new AllocationWeights(INTERVAL, 11);

    double first = weights.objects(1, 500_000, 500_000);
    double second = weights.objects(1, 500_000, 500_000);

    assertThat(second).isLessThan(first);
    assertThat(weights.objects(2, 500_000, 500_000)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(longs = {16, 2_000, 500_000, 5_000_000, 50_000_000, 2_000_000_000})
  void aSampleWithoutAnEarlierOneIsWeighedAsOneOfManyOfItsSize(long size) {
    AllocationWeights shortened = new AllocationWeights(INTERVAL, 11);
    AllocationWeights plain = new AllocationWeights(INTERVAL, 17);

    shortened.objects(THREAD, size, size);
    assertThat(shortened.objects(size))
        .isCloseTo(shortened.objects(THREAD, size, size), Percentage.withPercentage(0.001))
        .isGreaterThanOrEqualTo(1);
    assertThat(plain.objects(size)).isEqualTo(plain.objects(THREAD, size, size));
  }

  @Test
  void noSampleStandsForLessThanItself() {
    AllocationWeights weights = new AllocationWeights(INTERVAL, 11);

    weights.objects(THREAD, 700_000, 700_000);
    assertThat(weights.objects(THREAD, 3_000_000, 3_000_000)).isEqualTo(1);
  }

  @Test
  void beforeJava11ASampleStandsForTheBufferThatWasTakenOrForAnInterval() {
    AllocationWeights weights = new AllocationWeights(INTERVAL, 8);

    assertThat(weights.objects(THREAD, 2_000, 2_000_000)).isEqualTo(1_000);
    assertThat(weights.objects(THREAD, 2_000, 100_000) * 2_000)
        .isCloseTo(INTERVAL, Percentage.withPercentage(0.001));
    assertThat(weights.objects(THREAD, 700_000, 700_000)).isEqualTo(1);
  }
}
