package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HashTurnTest {

  private final HashTurn turn = new HashTurn();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final Semaphore goOn = new Semaphore(0);

  private void work() {
    if (turn.acquire()) {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      goOn.acquireUninterruptibly();
      running.decrementAndGet();
      done.incrementAndGet();
      turn.release();
    }
  }

  @Test
  void oneHasTheTurnAndAFewWaitForIt() throws InterruptedException {
    assertThat(turn.acquire()).isTrue();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < HashTurn.MOST_WAITING; i++) {
      Thread thread = new Thread(this::work);
      thread.start();
      threads.add(thread);
    }
    await().until(() -> threads.stream().allMatch(HashTurnTest::waits));

    assertThat(turn.acquire()).isFalse();

    turn.release();
    for (int i = 0; i < threads.size(); i++) {
      await().until(() -> running.get() > 0);
      goOn.release();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(done).hasValue(HashTurn.MOST_WAITING);
    assertThat(most).hasValue(1);
    assertThat(turn.acquire()).isTrue();
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void anInterruptedThreadGivesItsPlaceBack() throws InterruptedException {
    assertThat(turn.acquire()).isTrue();
    for (int i = 0; i < 2 * HashTurn.MOST_WAITING; i++) {
      Thread thread = new Thread(this::work);
      thread.start();
      thread.interrupt();
      thread.join();
    }
    turn.release();
    assertThat(turn.acquire()).isTrue();
    Thread other = new Thread(this::work);
    other.start();
    await().until(() -> waits(other));
    turn.release();
    goOn.release();
    other.join();
    assertThat(done).hasValue(1);
  }
}
