package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReaderLagTest {

  private static final long SECOND = 1_000_000_000;

  private final ReaderLag lag = new ReaderLag();
  private long now = Long.MAX_VALUE - 3 * SECOND;

  private long pass(int seconds, long taken) {
    now += seconds * SECOND;
    lag.taken(taken, now);
    return lag.nanos(now);
  }

  @Test
  void growsWithATrickle() {
    lag.begin(now);
    assertThat(pass(1, 1)).isCloseTo(SECOND, within(SECOND / 1000));
    assertThat(pass(9, 1)).isCloseTo(10 * SECOND, within(SECOND / 1000));
  }

  @Test
  void staysWhereAClientKeepsUp() {
    lag.begin(now);
    pass(5, 1);
    for (int i = 0; i < 100; i++) {
      assertThat(pass(1, ReaderLag.BYTES_PER_SECOND)).isBetween(4 * SECOND, 6 * SECOND);
    }
  }

  @Test
  void aBurstCountsForNothingLater() {
    lag.begin(now);
    assertThat(pass(1, 100 << 20)).isZero();
    assertThat(pass(10, 0)).isEqualTo(10 * SECOND);
  }
}
