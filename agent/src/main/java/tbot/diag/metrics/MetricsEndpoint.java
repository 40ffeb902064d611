package tbot.diag.metrics;

import tbot.diag.health.ServiceRegistry;
import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;

/**
 * {@code /metrics}: text, OpenMetrics or protobuf, whichever the client accepts, compressed if the
 * client accepts gzip.
 *
 * <p>The registry is the agent's own. The first scrape fills it: the JVM's metrics touch JMX, which
 * the host must be able to configure first. This class refers to no class of the metrics library,
 * so that a host that is never scraped loads none of it.
 */
public final class MetricsEndpoint implements Handler {

  private final SshMultiplexerMetrics ssh;
  private final TaskMetrics tasks;
  private final ListenerConnections connections;
  private final ServiceRegistry services;
  private final Runnable refresh;
  private Handler handler;

  /**
   * Makes the endpoint without loading the metrics library.
   *
   * @param ssh the counts of SSH connections to show
   * @param tasks the iterations of tasks to show
   * @param connections the listener's own connections
   * @param services those whose status to show
   * @param refresh runs before each scrape and brings all this up to date
   */
  public MetricsEndpoint(
      SshMultiplexerMetrics ssh,
      TaskMetrics tasks,
      ListenerConnections connections,
      ServiceRegistry services,
      Runnable refresh) {
    this.services = services;
    this.connections = connections;
    this.ssh = ssh;
    this.tasks = tasks;
    this.refresh = refresh;
  }

  @Override
  public void handle(Request request, Responder responder) throws Exception {
    refresh.run();
    handler().handle(request, responder);
  }

  private synchronized Handler handler() {
    if (handler == null) {
      handler = MetricsPage.of(ssh, tasks, connections, services);
    }
    return handler;
  }
}
