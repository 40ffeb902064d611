package tbot.diag.checks;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.config.value.CheckSpec;
import tbot.diag.health.Health;
import tbot.diag.health.Service;
import tbot.diag.health.ServiceRegistry;

/** A check in a host whose heap is full for a while. */
@Timeout(300)
class CheckLoopTest {

  private static final long INTERVAL_MILLIS = 5;
  private static final long TIMEOUT_MILLIS = 60_000;

  private volatile boolean ready = true;
  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger timeouts = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();

  private final CheckThreads threads =
      new CheckThreads() {
        @Override
        void run(Attempt attempt) {
          failIf(starts);
          super.run(attempt);
        }

        @Override
        void later(long millis, Runnable work) {
          failIf(millis == TIMEOUT_MILLIS ? timeouts : others);
          super.later(millis, work);
        }
      };

  private final Service service = new ServiceRegistry().register("check", "test");

  /** Fails as often as the counter says. */
  private static void failIf(AtomicInteger failures) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new OutOfMemoryError("as a full host would");
    }
  }

  @BeforeAll
  static void leaveABusyMachineItsTime() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
  }

  @BeforeEach
  void start() {
    CheckSpec spec =
        new CheckSpec(
            "check", CheckSpec.parse("check:tcp:h:1").target(), INTERVAL_MILLIS, TIMEOUT_MILLIS);
    Check check = () -> ready ? CheckResult.PASSED : CheckResult.failed("not ready");
    new CheckLoop(spec, check, service, threads).start();
    await().until(() -> service.health() == Health.HEALTHY);
  }

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void goesOnAfterARunThatCouldNotBeStarted() {
    ready = false;
    starts.set(5);
    others.set(5);
    await().until(() -> service.health() == Health.UNHEALTHY);
  }

  @Test
  void goesOnAfterARunWhoseTimeoutCouldNotBeSet() {
    ready = false;
    timeouts.set(1);
    await().until(() -> service.health() == Health.UNHEALTHY);
  }
}
