package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.testhost.KnownHost;
import tbot.diag.it.testhost.Observed;

/** Lock and wall-time profiles against the host's own clock. */
class ContentionProfilesIT {

  private static final String MONITOR = "tbot.diag.hosts.LockHost.shareMonitor";
  private static final String LOCK = "tbot.diag.hosts.LockHost.shareLock";
  private static final String SEMAPHORE = "tbot.diag.hosts.LockHost.shareSemaphore";
  private static final int CONTENTIONS = 0;
  private static final int DELAY = 1;

  private static KnownHost host;

  @BeforeAll
  static void start() throws IOException {
    host = KnownHost.start("LockHost", "");
    host.profile("/debug/pprof/mutex");
  }

  @AfterAll
  static void end() {
    host.close();
  }

  private static long delay(PprofProfile profile, String method) {
    return profile.sum(DELAY, profile.under(method));
  }

  @OnEachJvm
  @Test
  void delaysAgreeWithTheProgramsClock() throws Exception {
    Observed before = host.observe("/debug/pprof/block");
    // Other profiles are taken meanwhile, which must not lose waits.
    TimeUnit.SECONDS.sleep(5);
    host.profile("/debug/pprof/mutex");
    TimeUnit.SECONDS.sleep(5);
    Observed after = host.observe("/debug/pprof/block");

    List<String> places = List.of(MONITOR, LOCK, SEMAPHORE);
    for (int i = 0; i < places.size(); i++) {
      long waited = delay(after.profile(), places.get(i)) - delay(before.profile(), places.get(i));
      Observed.assertGrowth(before, after, i, waited, 10);
    }
    long contentions =
        after.profile().sum(CONTENTIONS, after.profile().under(MONITOR))
            - before.profile().sum(CONTENTIONS, before.profile().under(MONITOR));
    Observed.assertGrowth(before, after, 3, contentions, 10);
  }

  @Test
  void aWindowHasItsOwnWaits() throws Exception {
    Observed observed = host.observe("/debug/pprof/mutex?seconds=8");

    PprofProfile profile = observed.profile();
    assertThat(delay(profile, MONITOR))
        .isCloseTo(observed.growth(0), Percentage.withPercentage(12));
    assertThat(profile.proto().getDurationNanos()).isEqualTo(8_000_000_000L);
  }

  @OnEachJvm
  @Test
  void mutexHasLocksAndBlockHasAll() {
    PprofProfile mutex = host.profile("/debug/pprof/mutex");
    PprofProfile block = host.profile("/debug/pprof/block");

    assertThat(delay(mutex, MONITOR)).isPositive();
    assertThat(delay(mutex, LOCK)).isPositive();
    assertThat(delay(mutex, SEMAPHORE)).isZero();
    assertThat(delay(block, SEMAPHORE)).isPositive();
  }

  @Test
  void theIndexCountsWaitsBeforeTheFirstProfile() throws IOException {
    Pattern count = Pattern.compile("number\">([1-9]\\d*)</td>(?:(?!<tr>).)*href=\"block\"");
    try (KnownHost fresh = KnownHost.start("LockHost", ",record")) {
      long start = System.nanoTime();
      fresh
          .jvm()
          .await(
              "a wait on the index",
              () -> count.matcher(Http.get(fresh.port(), "/debug/pprof/").body()).find());
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("the recorder reads its recording every half minute anyway")
          .isLessThan(Duration.ofSeconds(25));
    }
  }

  @Test
  void namesTheClassOfTheLock() {
    PprofProfile profile = host.profile("/debug/pprof/block");

    assertThat(profile.proto().getSampleList())
        .filteredOn(profile.under(MONITOR))
        .isNotEmpty()
        .allMatch(sample -> profile.labels(sample).get("class").equals("java.lang.Object"));
    assertThat(profile.proto().getSampleList())
        .filteredOn(profile.under(LOCK))
        .isNotEmpty()
        .allMatch(
            sample ->
                profile
                    .labels(sample)
                    .get("class")
                    .startsWith("java.util.concurrent.locks.ReentrantLock"));
  }

  @Test
  void hasTheTypesOfGo() {
    for (String path : List.of("mutex", "block", "delta_mutex", "delta_block")) {
      PprofProfile profile = host.profile("/debug/pprof/" + path);
      assertThat(profile.sampleTypes()).containsExactly("contentions/count", "delay/nanoseconds");
      assertThat(profile.type(profile.proto().getPeriodType())).isEqualTo("contentions/count");
      assertThat(profile.proto().getPeriod()).isEqualTo(1);
    }
  }

  @Test
  void wallTimeCountsSleepingAndBusyThreads() {
    Observed observed = observeSleeper("/debug/pprof/wall?seconds=4");

    PprofProfile profile = observed.profile();
    // A thread that waits for a processor is sampled once it runs, and several samples become one.
    assertThat(profile.sum(1, profile.ofThread("busy")))
        .isBetween(observed.growth(4) * 9 / 10, TimeUnit.SECONDS.toNanos(4) * 11 / 10);
    assertThat(profile.sampleTypes()).containsExactly("samples/count", "wall/nanoseconds");
    assertThat(profile.type(profile.proto().getPeriodType())).isEqualTo("wall/nanoseconds");
  }

  @Test
  void fgprofHasItsOwnSampleTypes() {
    PprofProfile profile = observeSleeper("/debug/fgprof?seconds=2").profile();

    assertThat(profile.sampleTypes()).containsExactly("samples/count", "time/nanoseconds");
  }

  /**
   * Fetches wall profiles until one shows the sleeper for the whole window, to a tenth. On a busy
   * machine the sampler itself may not run for a part of a window.
   */
  private static Observed observeSleeper(String path) {
    Observed[] last = new Observed[1];
    host.jvm()
        .await(
            "a wall profile with a sleeping thread in the whole window",
            () -> {
              last[0] = observe(path);
              PprofProfile profile = last[0].profile();
              long span = profile.proto().getDurationNanos();
              long slept = profile.sum(1, profile.ofThread("sleeper"));
              return Math.abs(slept - span) <= span / 10;
            });
    return last[0];
  }

  private static Observed observe(String path) {
    try {
      return host.observe(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSleepingThreadHasNoCpuTime() throws Exception {
    Thread wall = new Thread(() -> host.profile("/debug/pprof/wall?seconds=4"));
    wall.start();
    PprofProfile cpu = host.profile("/debug/pprof/profile?seconds=3");
    wall.join();

    assertThat(cpu.sum(1, cpu.ofThread("sleeper"))).isZero();
    assertThat(cpu.sum(1, cpu.ofThread("busy"))).isPositive();
  }
}
