package tbot.diag.core;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DiagnosticsServiceTest {

  private static final String HANDLER = DiagnosticsServiceTest.class.getName() + "#handle";
  private static final String ARGUMENTS = "diag_addr=127.0.0.1:0,ssh_handler=" + HANDLER;

  private final CountDownLatch workerGoesOn = new CountDownLatch(1);

  private final Instrumentation jvm =
      (Instrumentation)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Instrumentation.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getAllLoadedClasses" -> loaded();
                    case "isModifiableClass" -> true;
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

  private Class<?>[] loaded() throws InterruptedException {
    if (Thread.currentThread().getName().equals("tbot-diag-setup")) {
      workerGoesOn.await();
    }
    return new Class<?>[] {DiagnosticsServiceTest.class};
  }
}
