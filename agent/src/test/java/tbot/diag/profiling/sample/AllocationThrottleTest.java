package tbot.diag.profiling.sample;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationThrottleTest {

  private static final long DEFAULT = EventKind.ALLOC_INTERVAL_BYTES;

  private final AllocationThrottle pace = new AllocationThrottle();

  @Test
  void startsAtTheIntervalOfGo() {
    assertThat(pace.intervalBytes()).isEqualTo(DEFAULT);
    assertThat(pace.isTooFine(DEFAULT)).isFalse();
  }

  @Test
  void leavesAProgramAtItThatAllocatesLittle() {
    pace.observe(5_000, SECONDS.toNanos(10), DEFAULT);

    assertThat(pace.isTooFine(DEFAULT)).isFalse();
  }

  @Test
  void doublesItUntilThereAreNotTooManySamples() {
    pace.observe(10_000, MILLISECONDS.toNanos(500), DEFAULT);

    assertThat(pace.intervalBytes()).isEqualTo(64 * DEFAULT);
    assertThat(pace.isTooFine(DEFAULT)).isTrue();
    assertThat(pace.isTooFine(64 * DEFAULT)).isFalse();
  }

  @Test
  void comesBackWhenTheProgramCalmsDown() {
    pace.observe(10_000, MILLISECONDS.toNanos(500), DEFAULT);
    pace.observe(10, SECONDS.toNanos(10), 64 * DEFAULT);

    assertThat(pace.intervalBytes()).isEqualTo(DEFAULT);
    assertThat(pace.isTooFine(64 * DEFAULT)).as("no reason to renew a session").isFalse();
  }

  @Test
  void doesNotJudgeByAFewSamples() {
    pace.observe(200, MILLISECONDS.toNanos(1), DEFAULT);

    assertThat(pace.intervalBytes()).isEqualTo(DEFAULT);
  }

  @Test
  void staysWithinWhatTheJvmTakes() {
    pace.observe(Integer.MAX_VALUE, 1, DEFAULT);

    assertThat(pace.intervalBytes()).isEqualTo(1 << 30);
  }
}
