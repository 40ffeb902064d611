package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;
import tbot.diag.it.testhost.BurnHost;

/** A profile can be stopped early by the id that it was asked for with. */
class StopProfileIT {

  private static BurnHost host;

  @BeforeAll
  static void start() throws IOException {
    host = BurnHost.start();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"profile", "wall", "goroutine", "mutex"})
  void aStoppedProfileIsThatOfTheTimeSoFar(String name) throws Exception {
    HttpResponse<InputStream> answer =
        Http.begin(host.port(), "/debug/pprof/" + name + "?seconds=600&id=a-1");
    TimeUnit.MILLISECONDS.sleep(1_500);

    assertThat(stop("a-1").statusCode()).isEqualTo(200);

    PprofProfile profile = PprofProfile.decode(answer.body().readAllBytes());
    PprofRules.assertHold(profile);
    assertThat(profile.proto().getDurationNanos())
        .isBetween(TimeUnit.MILLISECONDS.toNanos(1_400), TimeUnit.SECONDS.toNanos(120));
    if (name.equals("profile")) {
      long[] burnt = host.cpuNanosDuring(profile);
      assertThat((double) profile.sum(1, profile.ofThread("heavy")))
          .isBetween(0.8 * burnt[0] - 2e7, 1.2 * burnt[0] + 2e7);
    }
    assertThat(stop("a-1").statusCode()).as("after its end").isEqualTo(404);
  }

  @Test
  void aStoppedRecordingIsThatOfTheTimeSoFar() throws Exception {
    HttpResponse<InputStream> answer =
        Http.begin(host.port(), "/debug/pprof/trace?seconds=600&id=jfr");
    TimeUnit.MILLISECONDS.sleep(500);

    assertThat(stop("jfr").statusCode()).isEqualTo(200);

    byte[] recording = answer.body().readAllBytes();
    assertThat(new String(recording, 0, 3, StandardCharsets.US_ASCII)).isEqualTo("FLR");
  }

  @Test
  void aStoppedHeatMapHasTheTimeInItsTitle() throws Exception {
    HttpResponse<InputStream> answer =
        Http.begin(host.port(), "/debug/pprof/profile?seconds=600&format=heatmap&id=heat");
    TimeUnit.MILLISECONDS.sleep(500);

    assertThat(stop("heat").statusCode()).isEqualTo(200);

    String page = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(page).contains("<title>").doesNotContain("600 s");
  }

  @Test
  void anIdNamesOneProfileAtATime() throws Exception {
    HttpResponse<InputStream> first =
        Http.begin(host.port(), "/debug/pprof/profile?seconds=600&id=same");

    HttpResponse<String> second = Http.get(host.port(), "/debug/pprof/profile?seconds=1&id=same");
    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(second.body()).contains("another profile has this id");

    assertThat(stop("same").statusCode()).isEqualTo(200);
    first.body().readAllBytes();
  }

  @Test
  void wrongRequestsAreRefused() {
    assertThat(Http.get(host.port(), "/debug/pprof/stop?id=a").statusCode()).isEqualTo(405);
    assertThat(stop("none").statusCode()).isEqualTo(404);
    assertThat(stop("a%20b").statusCode()).isEqualTo(400);
    assertThat(stop("").statusCode()).isEqualTo(400);
    assertThat(stop("a".repeat(65)).statusCode()).isEqualTo(400);
    assertThat(Http.get(host.port(), "/debug/pprof/profile?seconds=1&id=a.b").statusCode())
        .isEqualTo(400);
  }

  private static HttpResponse<String> stop(String id) {
    return Http.method("POST", host.port(), "/debug/pprof/stop?id=" + id);
  }
}
