package tbot.diag.pprof.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadGroupsTest {

  private static final int COUNT = 250;

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void endThreads() throws InterruptedException {
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void threadsWithEqualStacksAreOneGroup() throws Exception {
    for (int i = 0; i < COUNT; i++) {
      Thread thread = new Thread(this::await, "waiting-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    ThreadGroups groups = ThreadGroups.take();

    StackGroup largest = groups.groups().get(0);
    assertThat(largest.count()).isEqualTo(COUNT);
    assertThat(largest.state()).isEqualTo("WAITING");
    assertThat(largest.lockClass()).isEqualTo("java.util.concurrent.CountDownLatch$Sync");
    assertThat(largest.threads()).hasSize(StackGroup.MAX_THREADS);
    assertThat(largest.threads()).allMatch(thread -> thread.name().startsWith("waiting-"));
    assertThat(groups.platformThreads()).isGreaterThan(COUNT);
    assertThat(groups.deadlocks()).isEmpty();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
