package tbot.diag.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tbot.diag.health.LivezHandler;
import tbot.diag.health.ReadyzHandler;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.health.WaitHandler;
import tbot.diag.hooks.Hooks;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;
import tbot.diag.metrics.ListenerConnections;
import tbot.diag.metrics.MetricsEndpoint;
import tbot.diag.metrics.SshMultiplexerMetrics;
import tbot.diag.metrics.TaskMetrics;
import tbot.diag.web.ErrorPages;
import tbot.diag.web.HomeEndpoint;

/**
 * The endpoints of the listener, made by the first request. They outlive the listener, so that a
 * new address serves the same state.
 */
final class Endpoints {

  private final HostServices services;
  private final Runnable healthRefresh;
  private final SshMultiplexerMetrics ssh;
  private final TaskMetrics taskMetrics;
  private final AtomicReference<Hooks> hooks;
  private final ListenerConnections connections;

  // Guarded by this object: the listener has its own thread.
  private List<Route> routes;

  /**
   * Prepares the endpoints.
   *
   * @param services what {@code /readyz} shows
   * @param healthRefresh brings them up to date
   * @param ssh the metrics of the SSH connections
   * @param taskMetrics the metrics of the tasks
   * @param hooks the source of the connections; holds null while nothing is hooked
   * @param connections those of the listener
   */
  Endpoints(
      HostServices services,
      Runnable healthRefresh,
      SshMultiplexerMetrics ssh,
      TaskMetrics taskMetrics,
      AtomicReference<Hooks> hooks,
      ListenerConnections connections) {
    this.services = services;
    this.healthRefresh = healthRefresh;
    this.taskMetrics = taskMetrics;
    this.connections = connections;
    this.ssh = ssh;
    this.hooks = hooks;
  }

  /**
   * Supplies the table of endpoints.
   *
   * @param debug the routes of debug mode, or null if it is off
   */
  Supplier<Dispatcher> with(final Supplier<List<Route>> debug) {
    return new Supplier<Dispatcher>() {
      @Override
      public Dispatcher get() {
        Routes table = new Routes(always(), debug);
        boolean profiles = debug != null;
        HomeEndpoint home = new HomeEndpoint(services.get(), healthRefresh, ssh, profiles);
        return new ErrorPages(table.withHome(home), profiles);
      }
    };
  }

  /**
   * The table of endpoints of a session.
   *
   * @param more its own endpoints
   * @param profiles the routes of debug mode
   */
  Dispatcher with(List<Route> more, Supplier<List<Route>> profiles) {
    List<Route> all = new ArrayList<Route>(more);
    all.addAll(always());
    return new Routes(all, profiles);
  }

  private synchronized List<Route> always() {
    if (routes == null) {
      ServiceRegistry registry = services.get();
      ReadyzHandler readyz = new ReadyzHandler(registry, healthRefresh);
      WaitHandler wait = new WaitHandler(registry, healthRefresh);
      routes = new ArrayList<Route>();
      routes.add(Route.at("/livez", new LivezHandler()).prompt());
      routes.add(Route.at("/readyz", readyz).prompt());
      routes.add(Route.below("/readyz/", "{service}", readyz).prompt());
      routes.add(Route.at("/wait", wait).prompt().waiting());
      routes.add(Route.below("/wait/", "{service}", wait).prompt().waiting());
      routes.add(
          Route.at(
              "/metrics",
              new MetricsEndpoint(ssh, taskMetrics, connections, registry, new BeforeScrape())));
    }
    return routes;
  }

  /** Brings the services up to date, and logs dropped hook events. */
  private final class BeforeScrape implements Runnable {
    @Override
    public void run() {
      healthRefresh.run();
      Hooks installed = hooks.get();
      if (installed != null) {
        installed.reportDropped();
      }
    }
  }
}
