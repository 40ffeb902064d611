package tbot.diag.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.config.value.CheckSpec;
import tbot.diag.health.Health;
import tbot.diag.health.Service;
import tbot.diag.health.ServiceReasons;
import tbot.diag.health.ServiceRegistry;

@Timeout(300)
class ReadyChecksTest {

  /** The class of a host. */
  public static final class Bot {
    private static final Bot INSTANCE = new Bot();
    static volatile boolean ready;
    static final AtomicInteger calls = new AtomicInteger();
    static volatile CountDownLatch hang = new CountDownLatch(0);

    public static Bot getInstance() {
      return INSTANCE;
    }

    public static boolean isReady() {
      calls.incrementAndGet();
      return ready;
    }

    @SuppressWarnings("unused") // called by its name
    private Boolean isBoxed() {
      return ready ? true : null;
    }

    static void nothing() {}

    static boolean fails() {
      throw new IllegalStateException("no route");
    }

    static boolean hangs() {
      calls.incrementAndGet();
      boolean interrupted = false;
      while (hang.getCount() > 0) {
        try {
          hang.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return !interrupted;
    }

    static int number() {
      return 1;
    }
  }

  /** A class without an instance. */
  static final class Plain {
    boolean isReady() {
      return true;
    }
  }

  private final List<Class<?>> loaded = new CopyOnWriteArrayList<>(List.of(Bot.class, Plain.class));
  private final AtomicInteger searches = new AtomicInteger();
  private final ServiceRegistry services = new ServiceRegistry();
  private final Instrumentation jvm =
      (Instrumentation)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Instrumentation.class},
              (proxy, method, arguments) ->
                  method.getName().equals("getAllLoadedClasses") ? search() : null);
  private final ReadyChecks checks = new ReadyChecks(services, jvm, 100);

  @TempDir Path folder;

  @BeforeAll
  static void leaveABusyMachineItsTime() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
  }

  @AfterEach
  void close() {
    checks.close();
    Bot.hang.countDown();
    Bot.ready = false;
    Bot.calls.set(0);
    await().until(() -> threads() == 0);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tbot-diag-check"))
        .count();
  }

  private static String method(String name) {
    return "method: '" + Bot.class.getName() + "#" + name + "'";
  }

  private List<CheckSpec> specs(String... mappings) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"), "ready_checks: [" + String.join(", ", mappings) + "]");
    return DiagOptions.resolve(AgentArguments.parse("config=" + file), Map.of()).readyChecks();
  }

  private static String quick(String name, String target) {
    return "{name: " + name + ", interval: 10ms, timeout: 5s, " + target + "}";
  }

  private Service service(String name) {
    return services.services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Class<?>[] search() {
    searches.incrementAndGet();
    return loaded.toArray(new Class<?>[0]);
  }

  private String reason(String name) {
    return ServiceReasons.of(services, name);
  }

  private void awaitHealth(String name, Health health) {
    await().until(() -> service(name).health() == health);
  }

  @Test
  void followsTheMethod() throws Exception {
    checks.follow(specs(quick("bot", method("isReady"))));
    awaitHealth("bot", Health.UNHEALTHY);
    assertThat(reason("bot")).isEqualTo("returned false");
    Bot.ready = true;
    awaitHealth("bot", Health.HEALTHY);
    assertThat(service("bot").type()).isEqualTo("ready-check");
  }

  @Test
  void callsTheSingleton() throws Exception {
    checks.follow(specs(quick("bot", method("isBoxed"))));
    awaitHealth("bot", Health.UNHEALTHY);
    assertThat(reason("bot")).isEqualTo("returned null");
    Bot.ready = true;
    awaitHealth("bot", Health.HEALTHY);
  }

  @Test
  void callsAClassWithoutAPackage() throws Exception {
    Class<?> bot =
        new ByteBuddy()
            .subclass(Object.class)
            .name("Bot")
            .defineMethod("isReady", boolean.class, Modifier.STATIC)
            .intercept(FixedValue.value(true))
            .make()
            .load(null)
            .getLoaded();
    loaded.add(Class.forName("Bot", true, bot.getClassLoader()));

    checks.follow(specs(quick("bot", "method: 'Bot#isReady'")));
    await().until(() -> service("bot").health() != Health.INITIALIZING);
    assertThat(reason("bot")).isEmpty();
    assertThat(service("bot").health()).isEqualTo(Health.HEALTHY);
  }

  @Test
  void aMethodOfNoResultPassesIfItReturns() throws Exception {
    checks.follow(specs(quick("bot", method("nothing"))));
    awaitHealth("bot", Health.HEALTHY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fails|threw java.lang.IllegalStateException: no route",
        "number|BOT#number returns int, not boolean",
        "isRedy|BOT has no method isRedy without parameters; it has fails(), getInstance(),"
            + " hangs(), isBoxed(), isReady(), nothing(), number()",
      })
  void namesTheFault(String name, String reason) throws Exception {
    checks.follow(specs(quick("bot", method(name))));
    awaitHealth("bot", Health.UNHEALTHY);
    assertThat(reason("bot")).isEqualTo(reason.replace("BOT", Bot.class.getName()));
  }

  @Test
  void namesAMissingInstance() throws Exception {
    checks.follow(specs(quick("bot", "method: '" + Plain.class.getName() + "#isReady'")));
    awaitHealth("bot", Health.UNHEALTHY);
    assertThat(reason("bot"))
        .endsWith("#isReady is not static, and the class has no static getInstance()");
  }

  @Test
  void threeFailuresInARowMakeAServiceUnhealthy() throws Exception {
    Bot.ready = true;
    checks.follow(specs("{name: bot, interval: 300ms, " + method("isReady") + "}"));
    awaitHealth("bot", Health.HEALTHY);
    Bot.ready = false;
    int before = Bot.calls.get();
    await().until(() -> Bot.calls.get() >= before + 2);
    assertThat(service("bot").health()).isEqualTo(Health.HEALTHY);
    awaitHealth("bot", Health.UNHEALTHY);
    assertThat(Bot.calls.get()).isGreaterThanOrEqualTo(before + 3);
  }

  @Test
  void waitsForTheClassAndThenSaysThatItIsMissing() throws Exception {
    loaded.clear();
    checks.follow(specs(quick("bot", method("isReady"))));
    await().until(() -> !reason("bot").isEmpty());
    assertThat(reason("bot")).isEqualTo("no class " + Bot.class.getName() + " has been loaded");
    assertThat(service("bot").health()).isEqualTo(Health.INITIALIZING);
    Bot.ready = true;
    loaded.add(Bot.class);
    awaitHealth("bot", Health.HEALTHY);
  }

  @Test
  void looksForTheClassMoreOftenThanItAsks() throws Exception {
    Bot.ready = true;
    loaded.clear();
    try (ReadyChecks patient = new ReadyChecks(services, jvm)) {
      patient.follow(specs("{name: bot, interval: 10m, " + method("isReady") + "}"));
      await().until(() -> searches.get() == 1);
      loaded.add(Bot.class);
      awaitHealth("bot", Health.HEALTHY);
      assertThat(Bot.calls.get()).isEqualTo(1);
    }
  }

  @Test
  void aHangingCheckIsStartedOnceAndHoldsUpNoOther() throws Exception {
    Bot.hang = new CountDownLatch(1);
    Bot.ready = true;
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add("{name: h" + i + ", interval: 20ms, timeout: 50ms, " + method("hangs") + "}");
    }
    all.add(quick("bot", method("nothing")));
    checks.follow(specs(all.toArray(new String[0])));
    awaitHealth("bot", Health.HEALTHY);
    for (int i = 0; i < 20; i++) {
      awaitHealth("h" + i, Health.UNHEALTHY);
    }
    assertThat(reason("h7")).startsWith("has not returned for ");
    assertThat(Bot.calls.get()).isEqualTo(20);
    assertThat(threads()).isLessThanOrEqualTo(20 + 16 + 1);
    Bot.hang.countDown();
    for (int i = 0; i < 20; i++) {
      awaitHealth("h" + i, Health.HEALTHY);
    }
  }

  @Test
  void connectsToAnAddress() throws Exception {
    String address;
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + server.getLocalPort();
      checks.follow(specs(quick("db", "tcp: '" + address + "'")));
      awaitHealth("db", Health.HEALTHY);
    }
    awaitHealth("db", Health.UNHEALTHY);
    assertThat(reason("db")).startsWith("cannot connect to " + address + ": ");
  }

  @Test
  void keepsWhatStaysTheSame() throws Exception {
    Bot.ready = true;
    checks.follow(specs(quick("a", method("isReady")), quick("b", method("isReady"))));
    awaitHealth("a", Health.HEALTHY);
    awaitHealth("b", Health.HEALTHY);
    Service a = service("a");
    checks.follow(specs(quick("a", method("isReady")), quick("c", method("nothing"))));
    assertThat(service("a")).isSameAs(a);
    assertThat(a.health()).isEqualTo(Health.HEALTHY);
    assertThat(services.services()).extracting(Service::name).containsExactly("a", "c");
    checks.close();
    assertThat(services.services()).isEmpty();
  }
}
