package tbot.diag.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DiagnosticsServiceTest {

  private static final String HANDLER = DiagnosticsServiceTest.class.getName() + "#handle";
  private static final String ARGUMENTS = "diag_addr=127.0.0.1:0,ssh_handler=" + HANDLER;

  /** A failure that there is no memory to describe. */
  private static final class Undescribed extends Error {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new OutOfMemoryError("for the test");
    }
  }

  private final CountDownLatch workerGoesOn = new CountDownLatch(1);
  private final AtomicInteger retransformed = new AtomicInteger();
  private volatile boolean fails;

  private final Instrumentation jvm =
      (Instrumentation)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Instrumentation.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getAllLoadedClasses" -> loaded();
                    case "isModifiableClass" -> true;
                    case "retransformClasses" -> retransform();
                    default -> null;
                  });

  private final DiagnosticsService service = new DiagnosticsService();

  @AfterEach
  void stop() {
    workerGoesOn.countDown();
    service.stop();
  }

  @Test
  void aReconfigurationDoesNotWaitForTheWorker() {
    service.hook("fresh", jvm);

    assertTimeoutPreemptively(Duration.ofSeconds(8), () -> service.reconfigure(ARGUMENTS));
  }

  @Test
  void aStartThatFailedIsRepeated() {
    service.hook(ARGUMENTS, jvm);
    fails = true;
    assertThatThrownBy(service::start).hasMessage("for the test");
    fails = false;
    retransformed.set(0);

    service.start();
    assertThat(retransformed).hasValue(1);
    service.start();
    assertThat(retransformed).hasValue(1);
  }

  private Class<?>[] loaded() throws InterruptedException {
    if (Thread.currentThread().getName().equals("tbot-diag-setup")) {
      workerGoesOn.await();
    }
    return new Class<?>[] {DiagnosticsServiceTest.class};
  }

  private Object retransform() {
    retransformed.incrementAndGet();
    if (fails) {
      throw new Undescribed();
    }
    return null;
  }
}
