package tbot.diag.http;

import java.util.ArrayList;
import java.util.List;

/** The endpoints of a listener. Immutable; a listener can be given another table at any time. */
public final class Routes {

  private final List<Route> routes;

  /**
   * A table.
   *
   * @param routes in the order in which the page for unknown paths lists them
   */
  public Routes(List<Route> routes) {
    this.routes = new ArrayList<Route>(routes);
  }

  /** The endpoint for a path, or null. */
  Route find(String path) {
    Route best = null;
    for (Route route : routes) {
      if (route.matches(path) && route.isMoreSpecificThan(best)) {
        best = route;
      }
    }
    return best;
  }

  /** What a client gets that asks for a path that is not there: the same text for all of them. */
  String notFound() {
    StringBuilder text = new StringBuilder("404 - not found\n\ntbot-diag serves:\n");
    for (Route route : routes) {
      text.append("  ").append(route).append('\n');
    }
    return text.toString();
  }
}
