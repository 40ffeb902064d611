package tbot.diag.core;

import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import tbot.diag.config.DiagOptions;
import tbot.diag.http.Route;

/** Debug mode, on or off: the endpoints that it adds. */
final class Profiles implements AutoCloseable {

  private ProfileRoutes routes;
  private File libDir;

  /**
   * What is served with these options besides the rest: null without debug mode, which also ends
   * what is being recorded.
   */
  Supplier<List<Route>> routes(DiagOptions options) {
    if (!options.debug()) {
      close();
      return null;
    }
    if (routes == null || !Objects.equals(libDir, options.libDir())) {
      close();
      libDir = options.libDir();
      routes = new ProfileRoutes(libDir);
    }
    return routes;
  }

  /** Starts the cumulative profiles if the options say so; that loads the profiler. */
  void record(DiagOptions options) throws InterruptedException {
    if (routes != null && options.record()) {
      routes.record();
    }
  }

  /** Ends the recorder and whatever waits for it. */
  @Override
  public void close() {
    if (routes != null) {
      routes.close();
      routes = null;
    }
  }
}
