package tbot.diag.health;

import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;

/**
 * {@code /readyz} and {@code /readyz/{service}}, with the status codes and the JSON of tbot's
 * package {@code lib/tbot/readyz}.
 */
public final class ReadyzHandler implements Handler {

  private static final String PATH = "/readyz";

  private final ServiceRegistry registry;
  private final Runnable refresh;

  /**
   * Makes the handler of both paths.
   *
   * @param refresh updates the registry; called before each answer
   */
  public ReadyzHandler(ServiceRegistry registry, Runnable refresh) {
    this.registry = registry;
    this.refresh = refresh;
  }

  @Override
  public void handle(Request request, Responder responder) {
    refresh.run();
    responder.send(registry.scope(request.path().substring(PATH.length())).response());
  }
}
