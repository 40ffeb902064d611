package tbot.diag.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  @Test
  void isNullOnceTheArgumentsAreInForce() {
    Outcome outcome = new Outcome();
    outcome.settle();
    assertThat(outcome.await()).isNull();
  }

  @Test
  void isTheFirstFailure() {
    Outcome outcome = new Outcome();
    outcome.fail("first");
    outcome.fail("second");
    outcome.settle();
    assertThat(outcome.await()).isEqualTo("first");
  }

  @Test
  void isAReasonAfterTheTimeout() {
    assertThat(new Outcome().await(1, TimeUnit.MILLISECONDS))
        .isEqualTo(
            "not set up after 1 milliseconds, still waiting for the name service, a file or the"
                + " processor");
  }

  @Test
  void anInterruptEndsTheWaitAndStays() {
    Thread.currentThread().interrupt();
    assertThat(new Outcome().await()).isEqualTo("interrupted while being set up");
    assertThat(Thread.interrupted()).isTrue();
  }
}
