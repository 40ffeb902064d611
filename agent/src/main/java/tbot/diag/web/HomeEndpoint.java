package tbot.diag.web;

import tbot.diag.health.ServiceRegistry;
import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.metrics.SshMultiplexerMetrics;

/**
 * {@code /} for browsers. The page's classes are loaded for the first one: this class names them in
 * method bodies only.
 */
public final class HomeEndpoint implements Handler {

  private final ServiceRegistry services;
  private final Runnable refresh;
  private final SshMultiplexerMetrics ssh;
  private final boolean debug;

  /** A {@link HomePage}, made for the first browser. Guarded by this object. */
  private Handler page;

  /**
   * Makes the endpoint.
   *
   * @param services those of the program
   * @param refresh brings them up to date; runs before each page
   * @param ssh the counts of SSH connections
   * @param debug whether there are profiles to link to
   */
  public HomeEndpoint(
      ServiceRegistry services, Runnable refresh, SshMultiplexerMetrics ssh, boolean debug) {
    this.services = services;
    this.refresh = refresh;
    this.ssh = ssh;
    this.debug = debug;
  }

  @Override
  public void handle(Request request, Responder responder) throws Exception {
    refresh.run();
    page().handle(request, responder);
  }

  private synchronized Handler page() {
    if (page == null) {
      page = new HomePage(services, ssh, debug);
    }
    return page;
  }
}
