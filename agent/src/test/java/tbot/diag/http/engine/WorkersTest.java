package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class WorkersTest {

  private volatile boolean memory = true;
  private final CountDownLatch done = new CountDownLatch(1);

  private final Workers workers =
      new Workers(
          work -> {
            if (!memory) {
              throw new OutOfMemoryError("unable to create native thread");
            }
            Thread thread = new Thread(work);
            thread.setUncaughtExceptionHandler((failed, failure) -> {});
            return thread;
          });

  @BeforeAll
  static void leaveABusyMachineItsTime() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
  }

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void refusesATaskForWhichThereIsNoThread() throws Exception {
    memory = false;
    assertThatThrownBy(() -> workers.execute(done::countDown)).isInstanceOf(IOException.class);

    memory = true;
    workers.execute(done::countDown);
    done.await();
  }

  @Test
  void runsAWaitingTaskThoughAllThreadsHaveDied() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    workers.execute(
        () -> {
          begun.countDown();
          awaitUninterruptibly(end);
          throw new OutOfMemoryError("as a full host would");
        });
    begun.await();
    memory = false;
    workers.execute(done::countDown);
    end.countDown();
    await().until(() -> workers.size() == 0);

    memory = true;
    await()
        .until(
            () -> {
              workers.relieve();
              return done.getCount() == 0;
            });
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
