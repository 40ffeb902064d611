package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.testhost.KnownHost;

/** A JVM that cannot sample allocations: Java 8 without its debug symbols. */
@OnEachJvm
class UnsupportedEventsIT {

  private static KnownHost host;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(ChildJvm.feature() == 8, "only Java 8 may be unable to sample allocations");
    host = KnownHost.start("LockHost", ",record");
    assumeTrue(
        Http.get(host.port(), "/debug/pprof/allocs?seconds=1").statusCode() != 200,
        "the JVM under test can sample allocations");
  }

  @AfterAll
  static void end() {
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"allocs", "allocs?seconds=1", "heap?seconds=1", "delta_heap", "allocs?debug=1"})
  void explainsWhyAllocationsAreNotSampled(String path) {
    HttpResponse<String> refusal = Http.get(host.port(), "/debug/pprof/" + path);

    assertThat(refusal.statusCode()).isEqualTo(501);
    assertThat(refusal.body()).contains("Java 8 ", "debug symbols", "Java 11");
    assertThat(refusal.headers().firstValue("X-Go-Pprof")).contains("1");
    assertThat(refusal.headers().firstValue("Content-Disposition")).isEmpty();
  }

  @Test
  void recordWarnsAndRecordsOtherKinds() {
    host.jvm().awaitStderr("record: Java 8 cannot sample allocations");
    assertThat(host.profile("/debug/pprof/mutex").proto().getSampleCount()).isPositive();
  }

  @Test
  void theOtherProfilesWork() {
    assertThat(host.profile("/debug/pprof/profile?seconds=2").proto().getSampleCount())
        .isPositive();
    PprofProfile wall = host.profile("/debug/pprof/wall?seconds=2");
    assertThat(wall.sum(0, wall.ofThread("sleeper"))).isPositive();
    assertThat(Http.get(host.port(), "/debug/pprof/trace").statusCode()).isEqualTo(200);
  }

  @Test
  void heapStillCountsTheClasses() {
    PprofProfile heap = host.profile("/debug/pprof/heap");

    assertThat(heap.sum(3, sample -> true)).isPositive();
    assertThat(heap.comments()).anyMatch(comment -> comment.contains("cannot sample allocations"));
  }
}
