package tbot.diag.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tbot.diag.health.LivezHandler;
import tbot.diag.health.ReadyzHandler;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.hooks.Hooks;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;
import tbot.diag.metrics.MetricsEndpoint;
import tbot.diag.metrics.SshMultiplexerMetrics;

/**
 * What the listener serves, made when it is first asked for. Outlives the listener, so that a new
 * address shows the same state.
 */
final class Endpoints {

  private final SshMultiplexerMetrics ssh;
  private final AtomicReference<Hooks> hooks;

  // Guarded by this object: a listener asks on a thread of its own.
  private List<Route> routes;

  /**
   * The endpoints of a service that listens.
   *
   * @param ssh the figures of the SSH connections
   * @param hooks where they come from; holds null while nothing is hooked
   */
  Endpoints(SshMultiplexerMetrics ssh, AtomicReference<Hooks> hooks) {
    this.ssh = ssh;
    this.hooks = hooks;
  }

  /**
   * The table of endpoints.
   *
   * @param profiles those of debug mode, or null without it
   */
  Supplier<Routes> with(final Supplier<List<Route>> profiles) {
    return new Supplier<Routes>() {
      @Override
      public Routes get() {
        return new Routes(always(), profiles);
      }
    };
  }

  private synchronized List<Route> always() {
    if (routes == null) {
      ServiceRegistry services = new ServiceRegistry();
      ReadyzHandler readyz = new ReadyzHandler(services, new SshMultiplexerHealth(services, hooks));
      routes = new ArrayList<Route>();
      routes.add(Route.at("/livez", new LivezHandler()));
      routes.add(Route.at("/readyz", readyz));
      routes.add(Route.below("/readyz/", "{service}", readyz));
      routes.add(Route.at("/metrics", new MetricsEndpoint(ssh, new DroppedReport())));
    }
    return routes;
  }

  /** Before each scrape. */
  private final class DroppedReport implements Runnable {
    @Override
    public void run() {
      Hooks installed = hooks.get();
      if (installed != null) {
        installed.reportDropped();
      }
    }
  }
}
