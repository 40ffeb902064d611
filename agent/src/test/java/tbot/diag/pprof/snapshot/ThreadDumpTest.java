package tbot.diag.pprof.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadDumpTest {

  private static final String NAME = "a\nb\u001b[2J";

  @Test
  void namesOfThreadsStayOnOneLine() throws Exception {
    Object lock = new Object();
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch locked = new CountDownLatch(1);
    Thread owner =
        new Thread(
            () -> {
              synchronized (lock) {
                locked.countDown();
                awaitEnd(end);
              }
            },
            NAME);
    Thread waiter = new Thread(() -> lock(lock), "waiter");
    owner.start();
    locked.await();
    waiter.start();
    await().until(() -> waiter.getState() == Thread.State.BLOCKED);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ThreadDump.take().writeTo(out, 1_000);

    end.countDown();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines)
        .contains("\"a b\\u001b[2J\" #" + owner.getId())
        .anyMatch(line -> line.endsWith(" owned by \"a b\\u001b[2J\" #" + owner.getId()))
        .noneMatch(line -> line.contains("\u001b"));
    owner.join();
    waiter.join();
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("EmptySynchronizedStatement")
  private static void lock(Object lock) {
    synchronized (lock) {
      assertThat(Thread.holdsLock(lock)).isTrue();
    }
  }
}
