package tbot.diag.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class SlowCallsTest {

  private static final long HOUR = 3_600_000_000_000L;

  @Test
  void fastCallsAreCountedOnly() {
    SlowCalls calls = new SlowCalls(HOUR);
    calls.begin().accept(null, null);

    assertThat(calls.end(System.nanoTime())).isEmpty();
    assertThat(calls.count()).isEqualTo(1);
  }

  @Test
  void aCallUnderWayIsSlowOnceItHasTakenLongEnough() {
    SlowCalls calls = new SlowCalls(HOUR);
    BiConsumer<Object, Throwable> call = calls.begin();
    List<Call> slow = calls.end(System.nanoTime() + 2 * HOUR);
    call.accept(null, null);

    assertThat(slow).singleElement().satisfies(only -> assertThat(only.isUnderWay()).isTrue());
    assertThat(slow.get(0).nanos()).isGreaterThanOrEqualTo(2 * HOUR);
  }

  @Test
  void aCallThatIsBeingSampledIsNotLost() throws InterruptedException {
    SlowCalls calls = new SlowCalls(HOUR);
    List<Call> slow = new ArrayList<>();
    Thread ender = new Thread(() -> slow.addAll(calls.end(System.nanoTime() + 2 * HOUR)));
    Thread host =
        new Thread(calls::begin) {
          @Override
          public StackTraceElement[] getStackTrace() {
            ender.start();
            // Ends the log meanwhile, or waits until this stack is taken.
            await().until(() -> ender.getState() != State.RUNNABLE);
            return new StackTraceElement[0];
          }
        };
    host.start();
    host.join();
    calls.sample();
    ender.join();

    assertThat(slow).hasSize(1);
  }

  @Test
  void theTimesOfTheStacksAddUpToThatOfTheCall() {
    SlowCalls calls = new SlowCalls(0);
    BiConsumer<Object, Throwable> call = calls.begin();
    calls.sample();
    sampleDeeper(calls);
    calls.sample();
    call.accept(null, null);
    Call slow = calls.end(System.nanoTime()).get(0);

    long[] sum = new long[1];
    slow.forEach(
        (nanos, stack) -> {
          assertThat(nanos).isNotNegative();
          sum[0] += nanos;
        });
    assertThat(sum[0]).isEqualTo(slow.nanos());
    assertThat(slow.thread()).isEqualTo(Thread.currentThread().getName());
  }

  private static void sampleDeeper(SlowCalls calls) {
    calls.sample();
  }

  @Test
  void aCallWithoutASampleHasAnEmptyStack() {
    SlowCalls calls = new SlowCalls(0);
    calls.begin().accept(null, null);

    calls.end(System.nanoTime()).get(0).forEach((nanos, stack) -> assertThat(stack).isEmpty());
  }

  @Test
  void saysWhenThereAreTooMany() {
    SlowCalls calls = new SlowCalls(0, 2);
    for (int i = 0; i < 3; i++) {
      calls.begin().accept(null, null);
    }

    assertThat(calls.isFull()).isTrue();
    assertThat(calls.end(System.nanoTime())).hasSize(2);
  }

  @Test
  void aClosedLogTakesNoCalls() {
    SlowCalls calls = new SlowCalls(0);
    calls.close();

    assertThat(calls.begin()).isNull();
  }
}
