package tbot.diag.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JfrSamplesTest {

  /** Samples as the JVM does: a byte after an exponentially distributed number of bytes. */
  @ParameterizedTest
  @CsvSource({
    "16, 524288",
    "10000, 524288",
    "262144, 524288",
    "524288, 524288",
    "1048576, 524288",
    "4000000, 524288",
    "16, 2097152",
    "1048576, 2097152",
    "4000000, 2097152"
  })
  void sampledAllocationsStandForAll(int size, int interval) {
    Random random = new Random(1);
    long allocated = 16_000_000_000L / size * size;
    double stoodFor = 0;
    double next = exponential(random, interval);
    for (long at = 0; at < allocated; ) {
      // To the object that holds the picked byte; the next pick is after its end.
      long object = (long) (next / size);
      at = (object + 1) * size;
      if (at <= allocated) {
        stoodFor += JfrSamples.objects(size, interval);
      }
      next = at + exponential(random, interval);
    }

    assertThat(stoodFor * size).isCloseTo((double) allocated, Percentage.withPercentage(5));
  }

  private static double exponential(Random random, double interval) {
    return -Math.log(1 - random.nextDouble()) * interval;
  }
}
