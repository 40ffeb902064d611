package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;
import tbot.diag.it.pprof.Sample;
import tbot.diag.it.testhost.KnownHost;

/** The live part of a window's allocations, in a host that keeps 100 MB of each 120 MB. */
@Timeout(600)
class HeapSpanIT {

  private static final int TURNS = 4;
  private static final long ALLOCATED = TURNS * 120_000_000L;
  private static final long KEPT = TURNS * 100_000_000L;
  private static final int ALLOC_SPACE = 1;
  private static final int INUSE_SPACE = 3;

  private KnownHost host;

  /** When the host had finished the last turn. */
  private long allocatedMillis;

  private void restart() throws Exception {
    if (host != null) {
      host.close();
    }
    // Large enough that the JVM does not collect by itself.
    host = KnownHost.start(ChildJvm.java().options("-Xms2g", "-Xmx2g", "-Xmn1500m"), "GarbageHost");
  }

  @AfterEach
  void end() {
    host.close();
  }

  /** Takes longer windows until the host finishes its turns within one. */
  private PprofProfile profileOfAllTurns(String options) throws Exception {
    for (int seconds = 4; ; seconds *= 2) {
      restart();
      PprofProfile profile = profileOfSpan("/debug/pprof/heap?seconds=" + seconds + options);
      long end = profile.proto().getTimeNanos() + profile.proto().getDurationNanos();
      if (TimeUnit.MILLISECONDS.toNanos(allocatedMillis) < end) {
        return profile;
      }
    }
  }

  private PprofProfile profileOfSpan(String path) throws Exception {
    HttpResponse<byte[]> first = Http.getBytes(host.port(), "/debug/pprof/heap?seconds=1");
    assumeTrue(first.statusCode() != 501, "this JVM cannot tell what is alive");
    HttpResponse<InputStream> answer = Http.begin(host.port(), path);
    for (int i = 0; i < TURNS; i++) {
      host.jvm().ask("go", "allocated");
      allocatedMillis = System.currentTimeMillis();
      // Without a pause, the allocation throttle would raise the interval.
      TimeUnit.MILLISECONDS.sleep(300);
    }
    PprofProfile profile = PprofProfile.decode(answer.body().readAllBytes());
    PprofRules.assertHold(profile);
    return profile;
  }

  private static Predicate<Sample> inTheHost(PprofProfile profile) {
    return sample ->
        profile.stack(sample).stream().anyMatch(f -> f.startsWith("tbot.diag.hosts.GarbageHost."));
  }

  @Test
  void withACollectionInuseIsWhatTheHostKeeps() throws Exception {
    PprofProfile profile = profileOfAllTurns("&gc=1");

    assertThat(profile.sum(ALLOC_SPACE, inTheHost(profile)))
        .isCloseTo(ALLOCATED, Percentage.withPercentage(10));
    assertThat(profile.sum(INUSE_SPACE, profile.under("tbot.diag.hosts.GarbageHost.waste")))
        .isZero();
    // Some 760 samples: three standard deviations are 11 %.
    assertThat(profile.sum(INUSE_SPACE, inTheHost(profile)))
        .isCloseTo(KEPT, Percentage.withPercentage(11));
    assertThat(profile.comments()).contains("inuse: alive after a collection at the end");
  }

  @Test
  void withoutACollectionInuseHoldsGarbage() throws Exception {
    PprofProfile profile = profileOfAllTurns("");

    assertThat(profile.sum(INUSE_SPACE, inTheHost(profile)))
        .isCloseTo(ALLOCATED, Percentage.withPercentage(11));
    assertThat(profile.comments())
        .anyMatch(comment -> comment.startsWith("inuse: ") && comment.contains("gc=1"));
  }
}
