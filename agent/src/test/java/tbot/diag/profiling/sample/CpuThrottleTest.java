package tbot.diag.profiling.sample;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuThrottleTest {

  private static final long FINE = EventKind.PERF_INTERVAL_NANOS;
  private static final long AS_IN_GO = EventKind.CPU_INTERVAL_NANOS;

  // What System.nanoTime() says may as well be negative.
  private long now = -SECONDS.toNanos(1);
  private long usedNanos = SECONDS.toNanos(7);
  private final CpuThrottle pace = new CpuThrottle(() -> usedNanos);

  @Test
  void aProcessThatDoesLittleIsSampledFinely() {
    assertThat(pace.begin(now)).isEqualTo(FINE);

    run(MILLISECONDS.toNanos(500), 0.4);
    assertThat(pace.isTooFine(FINE, now)).isFalse();
    assertThat(pace.begin(now)).isEqualTo(FINE);
  }

  @Test
  void aBusyOneAsInGo() {
    pace.begin(now);

    run(MILLISECONDS.toNanos(500), 0.6);
    assertThat(pace.isTooFine(FINE, now)).isTrue();
    assertThat(pace.isTooFine(AS_IN_GO, now)).as("no reason to renew a session").isFalse();
    assertThat(pace.begin(now)).isEqualTo(AS_IN_GO);
  }

  @Test
  void itIsNotJudgedByAFewTicksOfItsClock() {
    pace.begin(now);

    run(MILLISECONDS.toNanos(300), 2);
    assertThat(pace.isTooFine(FINE, now)).isFalse();
  }

  @Test
  void itIsJudgedByWhatItDidLast() {
    pace.begin(now);
    run(SECONDS.toNanos(100), 0);
    pace.isTooFine(FINE, now);

    run(MILLISECONDS.toNanos(500), 1);
    assertThat(pace.isTooFine(FINE, now)).isTrue();
  }

  @Test
  void theNextSessionIsFineWhenItHasCalmedDown() {
    pace.begin(now);
    run(MILLISECONDS.toNanos(500), 1);
    pace.isTooFine(FINE, now);

    run(MILLISECONDS.toNanos(500), 0.1);
    pace.isTooFine(AS_IN_GO, now);
    assertThat(pace.begin(now)).isEqualTo(FINE);
  }

  @Test
  void whatItDidLongAgoDoesNotCount() {
    pace.begin(now);
    run(MILLISECONDS.toNanos(500), 1);
    pace.isTooFine(FINE, now);

    run(SECONDS.toNanos(59), 1);
    assertThat(pace.begin(now)).isEqualTo(AS_IN_GO);
    run(SECONDS.toNanos(61), 1);
    assertThat(pace.begin(now)).isEqualTo(FINE);
  }

  @Test
  void aProcessWithoutAClockIsSampledFinely() {
    usedNanos = ProcessCpuClock.UNKNOWN;
    pace.begin(now);

    now += SECONDS.toNanos(10);
    assertThat(pace.isTooFine(FINE, now)).isFalse();
    usedNanos = SECONDS.toNanos(100);
    now += SECONDS.toNanos(10);
    assertThat(pace.isTooFine(FINE, now)).isFalse();
  }

  private void run(long nanos, double processors) {
    now += nanos;
    usedNanos += (long) (nanos * processors);
  }
}
