package tbot.diag.core;

import com.sun.net.httpserver.HttpHandler;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tbot.diag.config.DiagOptions;
import tbot.diag.http.Route;
import tbot.diag.log.Log;
import tbot.diag.pprof.CumulativeRecording;
import tbot.diag.pprof.PprofEndpoints;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;

/** The endpoints of debug mode and the recorder behind them. */
final class Profiles implements AutoCloseable {

  private static final String ROOT = "/debug/pprof/";
  private static final String SYMBOL = ROOT + "symbol";

  /** What answers at once, and so needs none of the places for slow requests. */
  private static final List<String> QUICK =
      Arrays.asList("/debug/pprof", ROOT, ROOT + "cmdline", SYMBOL);

  private Recorder recorder;
  private CumulativeRecording cumulative;
  private File libDir;
  private List<Route> routes;

  /**
   * What is served with these options: nothing without debug mode, which also ends what is being
   * recorded.
   */
  List<Route> routes(DiagOptions options) {
    if (!options.debug()) {
      close();
      return new ArrayList<Route>();
    }
    if (recorder == null || !Objects.equals(libDir, options.libDir())) {
      close();
      libDir = options.libDir();
      recorder = Recorder.create(libDir == null ? null : libDir.getPath());
      cumulative = new CumulativeRecording(recorder);
      routes = routesTo(PprofEndpoints.create(recorder, cumulative));
    }
    return routes;
  }

  /** Starts the cumulative profiles if the options say so; that loads the profiler. */
  void record(DiagOptions options) throws InterruptedException {
    if (recorder == null || !options.record()) {
      return;
    }
    try {
      cumulative.arm();
    } catch (ProfilerUnavailableException e) {
      Log.warn("record: " + e.getMessage());
    }
  }

  private static List<Route> routesTo(Map<String, HttpHandler> handlers) {
    List<Route> routes = new ArrayList<Route>();
    for (Map.Entry<String, HttpHandler> handler : handlers.entrySet()) {
      String path = handler.getKey();
      Route route = Route.at(path, handler.getValue());
      if (!QUICK.contains(path)) {
        route = route.slow();
      }
      routes.add(path.equals(SYMBOL) ? route.withPost() : route);
      if (path.endsWith("/")) {
        routes.add(Route.below(path, "{profile}", handler.getValue()));
      }
    }
    return routes;
  }

  /** Ends the recorder and whatever waits for it. */
  @Override
  public void close() {
    if (recorder != null) {
      recorder.close();
      recorder = null;
    }
  }
}
