package tbot.diag.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ServiceTest {

  private final ServiceRegistry registry = new ServiceRegistry();
  private final Service service = registry.register("a", "type");

  @Test
  void isInitializingWithoutATimeAtFirst() {
    assertThat(service.health()).isEqualTo(Health.INITIALIZING);
    assertThat(service.status().updatedAtMillis()).isZero();
    assertThat(service.status().reason()).isNull();
  }

  @Test
  void isRegisteredOnceUnderItsName() {
    assertThat(registry.register("a", "other")).isSameAs(service);
    registry.unregister("a");
    assertThat(registry.register("a", "other")).isNotSameAs(service);
  }

  @Test
  void isUnhealthyOnceItsLastSuccessIsTooOld() {
    service.setMaxAge(30);
    long before = System.currentTimeMillis();
    service.reportHealthy("");
    long after = System.currentTimeMillis();
    await().until(() -> service.health() == Health.UNHEALTHY);
    assertThat(service.status().reason()).matches("no successful iteration for \\d+ms");
    assertThat(service.status().updatedAtMillis()).isBetween(before + 30, after + 30);
    assertThat(service.status().updatedAtMillis()).isEqualTo(service.status().updatedAtMillis());
  }

  @Test
  void countsTheAgeFromTheRegistrationBeforeTheFirstSuccess() {
    service.setMaxAge(20);
    service.reportUnhealthy("no route");
    await().until(() -> service.status().reason().startsWith("no successful iteration for "));
    service.reportInitializing("");
    assertThat(service.health()).isEqualTo(Health.UNHEALTHY);
  }

  @Test
  void failuresDoNotCountAsSuccess() {
    service.reportHealthy("");
    service.setMaxAge(60_000);
    service.reportUnhealthy("no route");
    assertThat(service.status().reason()).isEqualTo("no route");
    service.setMaxAge(1);
    await().until(() -> service.status().reason().startsWith("no successful iteration"));
    service.setMaxAge(0);
    assertThat(service.status().reason()).isEqualTo("no route");
  }

  @Test
  void takesReportsOfManyThreads() throws Exception {
    int threads = 8;
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> reporters = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Service own = registry.register("s" + i, "type");
      reporters.add(
          new Thread(
              () -> {
                await().until(() -> go.getCount() == 0);
                for (int n = 0; n < 1000; n++) {
                  own.reportUnhealthy("n" + n);
                  service.reportUnhealthy("n" + n);
                  own.reportHealthy("");
                }
              }));
    }
    reporters.forEach(Thread::start);
    go.countDown();
    for (Thread reporter : reporters) {
      reporter.join();
    }
    assertThat(registry.services()).hasSize(threads + 1);
    assertThat(registry.services().stream().filter(s -> s.health() == Health.HEALTHY))
        .hasSize(threads);
    assertThat(service.status().reason()).isEqualTo("n999");
  }
}
