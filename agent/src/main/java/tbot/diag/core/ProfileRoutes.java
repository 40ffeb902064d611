package tbot.diag.core;

import com.sun.net.httpserver.HttpHandler;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tbot.diag.http.Route;
import tbot.diag.log.Log;
import tbot.diag.pprof.CumulativeRecording;
import tbot.diag.pprof.PprofEndpoints;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.engine.AsyncProfilerSource;
import tbot.diag.profiling.engine.ProfilerLibrary;

/**
 * The endpoints of debug mode and the recorder behind them, made when one is first asked for: their
 * sixty classes would otherwise lie in every host that turns debug mode on.
 */
final class ProfileRoutes implements Supplier<List<Route>>, AutoCloseable {

  private static final String ROOT = "/debug/pprof/";
  private static final String SYMBOL = ROOT + "symbol";

  /** What answers at once, and so needs none of the places for slow requests. */
  private static final List<String> QUICK =
      Arrays.asList("/debug/pprof", ROOT, ROOT + "cmdline", SYMBOL);

  private final File libDir;

  // Guarded by this object, since requests come on many threads.
  private Recorder recorder;
  private CumulativeRecording cumulative;
  private List<Route> routes;
  private boolean closed;

  /**
   * Makes nothing yet.
   *
   * @param libDir as for the option of that name, or null
   */
  ProfileRoutes(File libDir) {
    this.libDir = libDir;
  }

  /** The routes, the same ones each time; none after a close. */
  @Override
  public synchronized List<Route> get() {
    if (closed) {
      return new ArrayList<Route>();
    }
    if (routes == null) {
      ProfilerLibrary library = new ProfilerLibrary(libDir == null ? null : libDir.getPath());
      recorder = new Recorder(new AsyncProfilerSource(library));
      cumulative = new CumulativeRecording(recorder);
      routes = routesTo(PprofEndpoints.create(recorder, cumulative));
    }
    return routes;
  }

  /** Starts the cumulative profiles; that loads the profiler. */
  void record() throws InterruptedException {
    CumulativeRecording recording;
    synchronized (this) {
      get();
      recording = cumulative;
    }
    if (recording == null) {
      return;
    }
    try {
      recording.arm();
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
    Recorder last;
    synchronized (this) {
      closed = true;
      last = recorder;
    }
    if (last != null) {
      last.close();
    }
  }
}
