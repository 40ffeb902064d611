package tbot.diag.profiling.sample;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationThrottleTest {

  private static final long DEFAULT = EventKind.ALLOC_INTERVAL_BYTES;

  private final AllocationThrottle throttle = new AllocationThrottle();

  @Test
  void startsAtGosInterval() {
    assertThat(throttle.intervalBytes()).isEqualTo(DEFAULT);
    assertThat(throttle.isTooFine(DEFAULT)).isFalse();
  }

  @Test
  void keepsGosIntervalForFewSamples() {
    throttle.observe(5_000, SECONDS.toNanos(10), DEFAULT);

    assertThat(throttle.isTooFine(DEFAULT)).isFalse();
  }

  @Test
  void doublesTheIntervalForManySamples() {
    throttle.observe(10_000, MILLISECONDS.toNanos(500), DEFAULT);

    assertThat(throttle.intervalBytes()).isEqualTo(64 * DEFAULT);
    assertThat(throttle.isTooFine(DEFAULT)).isTrue();
    assertThat(throttle.isTooFine(64 * DEFAULT)).isFalse();
  }

  @Test
  void returnsToGosIntervalWhenSamplesBecomeFew() {
    throttle.observe(10_000, MILLISECONDS.toNanos(500), DEFAULT);
    throttle.observe(10, SECONDS.toNanos(10), 64 * DEFAULT);

    assertThat(throttle.intervalBytes()).isEqualTo(DEFAULT);
    assertThat(throttle.isTooFine(64 * DEFAULT))
        .as("the running session need not be replaced")
        .isFalse();
  }

  @Test
  void ignoresFewSamplesInAShortTime() {
    throttle.observe(200, MILLISECONDS.toNanos(1), DEFAULT);

    assertThat(throttle.intervalBytes()).isEqualTo(DEFAULT);
  }

  @Test
  void intervalFitsTheJvmsLimit() {
    throttle.observe(Integer.MAX_VALUE, 1, DEFAULT);

    assertThat(throttle.intervalBytes()).isEqualTo(1 << 30);
  }
}
