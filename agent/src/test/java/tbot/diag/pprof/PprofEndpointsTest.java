package tbot.diag.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tbot.diag.http.Route;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.source.StartLines;

class PprofEndpointsTest {

  /** Starts no session, since no profile is requested. */
  private final Recorder recorder = new Recorder(null);

  private final List<Route> routes =
      PprofEndpoints.create(
          recorder, new CumulativeRecording(recorder), () -> false, null, StartLines.UNKNOWN);

  @Test
  void allButPagesAndLookUpsAreSlow() {
    assertThat(routes.stream().filter(route -> !route.endpoint().isSlow()).map(Route::toString))
        .containsExactlyInAnyOrder(
            "/debug/pprof",
            "/debug/pprof/",
            "/debug/pprof/{profile}",
            "/debug/pprof/cmdline",
            "/debug/pprof/stop",
            "/debug/pprof/symbol",
            "/debug/pprof/take");
  }

  @Test
  void onlySymbolAndStopAcceptPost() {
    assertThat(routes.stream().filter(route -> route.takes("POST")).map(Route::path))
        .containsExactlyInAnyOrder("/debug/pprof/symbol", "/debug/pprof/stop");
  }

  @Test
  void everyPathIsUniqueBelowDebug() {
    assertThat(routes.stream().map(Route::toString))
        .doesNotHaveDuplicates()
        .allMatch(path -> path.startsWith("/debug/"));
  }
}
