package tbot.diag.profiling.sample;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuThrottleTest {

  private static final long SHORT = EventKind.PERF_INTERVAL_NANOS;
  private static final long GOS = EventKind.CPU_INTERVAL_NANOS;

  // System.nanoTime() can be negative.
  private long now = -SECONDS.toNanos(1);
  private long usedNanos = SECONDS.toNanos(7);
  private final CpuThrottle throttle = new CpuThrottle(() -> usedNanos);

  @Test
  void idleProcessIsSampledAtTheShortInterval() {
    assertThat(throttle.begin(now)).isEqualTo(SHORT);

    run(MILLISECONDS.toNanos(500), 0.4);
    assertThat(throttle.isTooFine(SHORT, now)).isFalse();
    assertThat(throttle.begin(now)).isEqualTo(SHORT);
  }

  @Test
  void busyProcessIsSampledAtGosInterval() {
    throttle.begin(now);

    run(MILLISECONDS.toNanos(500), 0.6);
    assertThat(throttle.isTooFine(SHORT, now)).isTrue();
    assertThat(throttle.isTooFine(GOS, now))
        .as("the running session need not be replaced")
        .isFalse();
    assertThat(throttle.begin(now)).isEqualTo(GOS);
  }

  @Test
  void loadIsNotDeterminedFromAFewTicks() {
    throttle.begin(now);

    run(MILLISECONDS.toNanos(300), 2);
    assertThat(throttle.isTooFine(SHORT, now)).isFalse();
  }

  @Test
  void onlyTheLoadSinceTheLastCheckCounts() {
    throttle.begin(now);
    run(SECONDS.toNanos(100), 0);
    throttle.isTooFine(SHORT, now);

    run(MILLISECONDS.toNanos(500), 1);
    assertThat(throttle.isTooFine(SHORT, now)).isTrue();
  }

  @Test
  void nextSessionIsShortWhenTheLoadHasDropped() {
    throttle.begin(now);
    run(MILLISECONDS.toNanos(500), 1);
    throttle.isTooFine(SHORT, now);

    run(MILLISECONDS.toNanos(500), 0.1);
    throttle.isTooFine(GOS, now);
    assertThat(throttle.begin(now)).isEqualTo(SHORT);
  }

  @Test
  void busyStateExpires() {
    throttle.begin(now);
    run(MILLISECONDS.toNanos(500), 1);
    throttle.isTooFine(SHORT, now);

    run(SECONDS.toNanos(59), 1);
    assertThat(throttle.begin(now)).isEqualTo(GOS);
    run(SECONDS.toNanos(61), 1);
    assertThat(throttle.begin(now)).isEqualTo(SHORT);
  }

  @Test
  void processWithoutClockIsSampledAtTheShortInterval() {
    usedNanos = ProcessCpuClock.UNKNOWN;
    throttle.begin(now);

    now += SECONDS.toNanos(10);
    assertThat(throttle.isTooFine(SHORT, now)).isFalse();
    usedNanos = SECONDS.toNanos(100);
    now += SECONDS.toNanos(10);
    assertThat(throttle.isTooFine(SHORT, now)).isFalse();
  }

  private void run(long nanos, double processors) {
    now += nanos;
    usedNanos += (long) (nanos * processors);
  }
}
