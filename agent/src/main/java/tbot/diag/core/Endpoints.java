package tbot.diag.core;

import java.util.ArrayList;
import java.util.List;
import tbot.diag.health.LivezHandler;
import tbot.diag.health.ReadyzHandler;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;
import tbot.diag.metrics.MetricsEndpoint;
import tbot.diag.metrics.SshMultiplexerMetrics;

/** What the listener serves. Outlives the listener, so that a new address shows the same state. */
final class Endpoints {

  /** The name of the service that counts SSH connections, as in tbot. */
  static final String SSH_MULTIPLEXER = "ssh-multiplexer";

  private final ServiceRegistry services = new ServiceRegistry();
  private final ReadyzHandler readyz = new ReadyzHandler(services);
  private final MetricsEndpoint metrics;

  Endpoints(SshMultiplexerMetrics ssh) {
    metrics = new MetricsEndpoint(ssh);
    services.add(SSH_MULTIPLEXER);
  }

  /** Where services report how they are. */
  ServiceRegistry services() {
    return services;
  }

  /**
   * The table of endpoints.
   *
   * @param profiles those of debug mode; empty without it
   */
  Routes routes(List<Route> profiles) {
    List<Route> routes = new ArrayList<Route>();
    routes.add(Route.at("/livez", new LivezHandler()));
    routes.add(Route.at("/readyz", readyz));
    routes.add(Route.below("/readyz/", "{service}", readyz));
    routes.add(Route.at("/metrics", metrics));
    routes.addAll(profiles);
    return new Routes(routes);
  }
}
