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

/** What the listener serves. Outlives the listener, so that a new address shows the same state. */
final class Endpoints {

  private final ReadyzHandler readyz;
  private final MetricsEndpoint metrics;

  /**
   * The endpoints of a service that listens.
   *
   * @param ssh the figures of the SSH connections
   * @param hooks where they come from; holds null while nothing is hooked
   */
  Endpoints(SshMultiplexerMetrics ssh, final AtomicReference<Hooks> hooks) {
    ServiceRegistry services = new ServiceRegistry();
    readyz = new ReadyzHandler(services, new SshMultiplexerHealth(services, hooks));
    metrics =
        new MetricsEndpoint(
            ssh,
            new Runnable() {
              @Override
              public void run() {
                Hooks installed = hooks.get();
                if (installed != null) {
                  installed.reportDropped();
                }
              }
            });
  }

  /**
   * The table of endpoints.
   *
   * @param profiles those of debug mode, or null without it
   */
  Routes routes(Supplier<List<Route>> profiles) {
    List<Route> routes = new ArrayList<Route>();
    routes.add(Route.at("/livez", new LivezHandler()));
    routes.add(Route.at("/readyz", readyz));
    routes.add(Route.below("/readyz/", "{service}", readyz));
    routes.add(Route.at("/metrics", metrics));
    return new Routes(routes, profiles);
  }
}
