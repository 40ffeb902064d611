package tbot.diag.health;

import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;

/**
 * {@code /wait} and {@code /wait/{service}}, as in tbot: answer as {@code /readyz} does, once every
 * service, or the one, has reported. A service that does not exist is answered at once.
 */
public final class WaitHandler implements Handler {

  private static final String PATH = "/wait";

  private final ServiceRegistry registry;
  private final Runnable refresh;

  /**
   * Makes the handler of both paths.
   *
   * @param refresh as for {@link ReadyzHandler}
   */
  public WaitHandler(ServiceRegistry registry, Runnable refresh) {
    this.registry = registry;
    this.refresh = refresh;
  }

  @Override
  public void handle(Request request, Responder responder) {
    refresh.run();
    Scope scope = registry.scope(request.path().substring(PATH.length()));
    new Waiter(registry.waiters(), scope, responder).begin();
  }
}
