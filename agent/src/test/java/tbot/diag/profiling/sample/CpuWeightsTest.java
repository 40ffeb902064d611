package tbot.diag.profiling.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CpuWeightsTest {

  private static final long INTERVAL = 10_000;

  @Test
  void firstSampleOfEachThreadStandsForHalfAnIntervalMore() {
    CpuWeights weights = new CpuWeights(INTERVAL, true);

    assertThat(weights.nanos(7)).isEqualTo(15_000);
    assertThat(weights.nanos(7)).isEqualTo(10_000);
    assertThat(weights.nanos(8)).isEqualTo(15_000);
    assertThat(weights.nanos(7)).isEqualTo(10_000);
  }

  @Test
  void allSamplesAreEqualIfThreadsAreNotCounted() {
    CpuWeights weights = new CpuWeights(INTERVAL, false);

    assertThat(weights.nanos(7)).isEqualTo(10_000);
    assertThat(weights.nanos(8)).isEqualTo(10_000);
  }

  @Test
  void samplesOfThreadsWithLittleWorkAddUpToTheirTime() {
    SplittableRandom random = new SplittableRandom(1);
    CpuWeights weights = new CpuWeights(INTERVAL, true);
    long used = 0;
    long shown = 0;
    for (int thread = 0; thread < 10_000; thread++) {
      long time = random.nextLong(INTERVAL, 4 * INTERVAL);
      used += time;
      for (long sample = 0; sample < time / INTERVAL; sample++) {
        shown += weights.nanos(thread);
      }
    }

    assertThat(shown).isCloseTo(used, Percentage.withPercentage(1));
  }
}
