package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private static final long SECOND = 1_000_000_000L;

  // Close to where nanoTime may overflow.
  private long now = Long.MAX_VALUE - 5;
  private final LoginThrottle throttle = new LoginThrottle(() -> now);

  private void fail(String client, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(client);
    }
  }

  @Test
  void tenFailuresAMinuteMakeAClientWait() {
    fail("a", 9);
    assertThat(throttle.secondsToWait("a")).isZero();
    fail("a", 1);
    assertThat(throttle.secondsToWait("a")).isEqualTo(60);
    assertThat(throttle.secondsToWait("b")).isZero();
  }

  @Test
  void theMinuteIsThatBeforeNow() {
    fail("a", 1);
    now += 30 * SECOND;
    fail("a", 9);
    assertThat(throttle.secondsToWait("a")).isEqualTo(30);
    now += 30 * SECOND - 1;
    assertThat(throttle.secondsToWait("a")).isEqualTo(1);
    now++;
    assertThat(throttle.secondsToWait("a")).isZero();
    fail("a", 1);
    assertThat(throttle.secondsToWait("a")).isEqualTo(30);
    now += 60 * SECOND;
    assertThat(throttle.secondsToWait("a")).isZero();
  }

  @Test
  void theNumberOfClientsIsBounded() {
    fail("attacker", 10);
    for (int i = 0; i < LoginThrottle.MOST_CLIENTS - 1; i++) {
      fail("client " + i, 1);
      assertThat(throttle.secondsToWait("attacker")).isEqualTo(60);
    }
    fail("one more", 1);
    fail("client 0", 9);
    assertThat(throttle.secondsToWait("client 0")).isZero();
    assertThat(throttle.secondsToWait("attacker")).isEqualTo(60);
  }
}
