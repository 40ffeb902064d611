package tbot.diag.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlowCallsTest {

  private static final long HOUR = 3_600_000_000_000L;
  private static final StackTraceElement[] WORK = {
    new StackTraceElement("com.example.Bot", "work", "Bot.java", 7)
  };

  /** A thread of the host that has begun a call and ended; its stack is what a test says. */
  private static final class Caller extends Thread {
    private final IntFunction<StackTraceElement[]> stack;
    private final AtomicInteger samples = new AtomicInteger();
    private BiConsumer<Object, Throwable> call;

    Caller(SlowCalls calls, IntFunction<StackTraceElement[]> stack) {
      this.stack = stack;
      Thread beginner = new Thread(() -> call = calls.begin(this));
      beginner.start();
      awaitEnd(beginner);
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return stack.apply(samples.getAndIncrement());
    }

    void end() {
      call.accept(null, null);
    }
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static SlowCalls log(long thresholdNanos) {
    return new SlowCalls(thresholdNanos);
  }

  @Test
  void fastCallsAreCountedOnly() {
    SlowCalls calls = log(HOUR);
    calls.begin().accept(null, null);

    assertThat(calls.end(System.nanoTime())).isEmpty();
    assertThat(calls.count()).isEqualTo(1);
  }

  @Test
  void aCallUnderWayIsSlowOnceItHasTakenLongEnough() {
    SlowCalls calls = log(HOUR);
    BiConsumer<Object, Throwable> call = calls.begin();
    List<SlowCall> slow = calls.end(System.nanoTime() + 2 * HOUR);
    call.accept(null, null);

    assertThat(slow).singleElement().satisfies(only -> assertThat(only.isUnderWay()).isTrue());
    assertThat(slow.get(0).nanos()).isGreaterThanOrEqualTo(2 * HOUR);
  }

  @Test
  void aCallThatIsBeingSampledIsNotLost() {
    SlowCalls calls = log(HOUR);
    List<SlowCall> slow = new ArrayList<>();
    Thread ender = new Thread(() -> slow.addAll(calls.end(System.nanoTime() + 2 * HOUR)));
    new Caller(
        calls,
        sample -> {
          ender.start();
          // Ends the log meanwhile, or waits until this stack is taken.
          await().until(() -> ender.getState() != Thread.State.RUNNABLE);
          return WORK;
        });
    calls.sample();
    awaitEnd(ender);

    assertThat(slow).hasSize(1);
  }

  @Test
  void callsTakeTurnsBeingSampled() {
    SlowCalls calls = log(0);
    List<Caller> callers =
        IntStream.range(0, 40).mapToObj(i -> new Caller(calls, sample -> WORK)).toList();
    for (int tick = 0; tick < 10; tick++) {
      calls.sample();
    }

    assertThat(callers).allMatch(caller -> caller.samples.get() == 2);
  }

  @Test
  void fastCallsAreNotHeld() {
    SlowCalls calls = new SlowCalls(HOUR, 2, 2);
    for (int i = 0; i < 10; i++) {
      Caller fast = new Caller(calls, sample -> WORK);
      calls.sample();
      fast.end();
    }
    Caller last = new Caller(calls, sample -> WORK);
    calls.sample();

    assertThat(calls.isFull()).isFalse();
    assertThat(last.samples).hasValue(1);
  }

  @Test
  void saysWhenThereAreTooManySlowCalls() {
    SlowCalls calls = new SlowCalls(0, 2, 2);
    for (int i = 0; i < 3; i++) {
      calls.begin().accept(null, null);
    }

    assertThat(calls.isFull()).isTrue();
    assertThat(calls.end(System.nanoTime())).hasSize(2);
  }

  @Test
  void saysWhenThereAreTooManyCallsUnderWay() {
    SlowCalls calls = new SlowCalls(0, 2, 2);
    for (int i = 0; i < 3; i++) {
      new Caller(calls, sample -> WORK);
    }

    assertThat(calls.isFull()).isTrue();
    assertThat(calls.count()).isEqualTo(3);
    assertThat(calls.end(System.nanoTime())).hasSize(2);
  }

  @Test
  void saysWhenThereAreTooManyStacks() {
    SlowCalls calls = new SlowCalls(0, 2, 2);
    new Caller(calls, SlowCallsTest::line);
    for (int i = 0; i < 3; i++) {
      calls.sample();
    }

    assertThat(calls.isFull()).isTrue();
    assertThat(stacks(calls.end(System.nanoTime()).get(0))).hasSize(2);
  }

  private static StackTraceElement[] line(int number) {
    return new StackTraceElement[] {
      new StackTraceElement("com.example.Bot", "work", "Bot.java", number)
    };
  }

  @Test
  void theTimesOfTheStacksAddUpToThatOfTheCall() {
    SlowCalls calls = log(0);
    Caller caller = new Caller(calls, SlowCallsTest::line);
    calls.sample();
    calls.sample();
    caller.end();
    SlowCall slow = calls.end(System.nanoTime()).get(0);

    assertThat(stacks(slow)).hasSize(2);
    assertThat(sum(slow)).isEqualTo(slow.nanos());
    assertThat(slow.thread()).isEqualTo(caller.getName());
  }

  @Test
  void whatIsAfterTheEndIsDropped() {
    SlowCalls calls = log(0);
    Caller before = new Caller(calls, SlowCallsTest::line);
    calls.sample();
    long end = System.nanoTime();
    calls.sample();
    calls.sample();
    before.end();
    Caller after = new Caller(calls, SlowCallsTest::line);
    List<SlowCall> slow = calls.end(end);
    after.end();

    assertThat(slow).hasSize(1);
    assertThat(slow.get(0).isUnderWay()).isTrue();
    assertThat(stacks(slow.get(0)).size()).isLessThan(3);
    assertThat(sum(slow.get(0))).isEqualTo(slow.get(0).nanos());
  }

  /** Each of them stands for no negative time. */
  private static List<StackTraceElement[]> stacks(SlowCall call) {
    List<StackTraceElement[]> stacks = new ArrayList<>();
    call.forEach(
        (nanos, stack) -> {
          assertThat(nanos).isNotNegative();
          stacks.add(stack);
        });
    return stacks;
  }

  private static long sum(SlowCall call) {
    long[] sum = new long[1];
    call.forEach((nanos, stack) -> sum[0] += nanos);
    return sum[0];
  }

  @Test
  void aCallWithoutASampleHasAnEmptyStack() {
    SlowCalls calls = log(0);
    calls.begin().accept(null, null);

    calls.end(System.nanoTime()).get(0).forEach((nanos, stack) -> assertThat(stack).isEmpty());
  }

  @Test
  void aCallInsideOfAnotherIsPartOfIt() {
    SlowCalls calls = log(0);
    BiConsumer<Object, Throwable> outer = calls.begin();

    assertThat(calls.begin()).isNull();
    outer.accept(null, null);
    calls.begin().accept(null, null);
    assertThat(calls.count()).isEqualTo(2);
    assertThat(calls.end(System.nanoTime())).hasSize(2);
  }

  @Test
  void samplesOnAfterAStackThatCannotBeTaken() {
    SlowCalls calls = log(0);
    Caller caller =
        new Caller(
            calls,
            sample -> {
              if (sample == 0) {
                throw new IllegalStateException("by the host");
              }
              return WORK;
            });
    calls.start();

    await().until(() -> caller.samples.get() > 1);
    assertThat(stacks(calls.end(System.nanoTime()).get(0))).containsExactly(WORK);
  }

  @Test
  void aStoppedLogTakesNoCalls() {
    SlowCalls calls = log(0);
    BiConsumer<Object, Throwable> call = calls.begin();
    long end = System.nanoTime();
    calls.stop();
    call.accept(null, null);

    assertThat(calls.begin()).isNull();
    assertThat(calls.end(end)).singleElement().matches(SlowCall::isUnderWay);
  }
}
