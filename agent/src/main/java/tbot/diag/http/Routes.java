package tbot.diag.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The endpoints of a listener. They do not change; a listener can be given another table at any
 * time.
 */
public final class Routes {

  private final List<Route> routes;
  private final Supplier<List<Route>> others;

  /**
   * A table.
   *
   * @param routes in the order in which the page for unknown paths lists them
   */
  public Routes(List<Route> routes) {
    this(routes, null);
  }

  /**
   * A table of which a part is made late.
   *
   * @param routes in the order in which the page for unknown paths lists them
   * @param others more of them, asked for only by a request that none of the first matches; or null
   */
  public Routes(List<Route> routes, Supplier<List<Route>> others) {
    this.routes = new ArrayList<Route>(routes);
    this.others = others;
  }

  /** The endpoint for a path, or null. */
  public Route find(String path) {
    Route found = mostSpecific(routes, path);
    return found == null && others != null ? mostSpecific(others.get(), path) : found;
  }

  private static Route mostSpecific(List<Route> candidates, String path) {
    Route best = null;
    for (Route route : candidates) {
      if (route.matches(path) && route.isMoreSpecificThan(best)) {
        best = route;
      }
    }
    return best;
  }

  /** What a client gets that asks for a path that is not there: the same text for all of them. */
  public String notFound() {
    StringBuilder text = new StringBuilder("404 - not found\n\ntbot-diag serves:\n");
    List<Route> all = new ArrayList<Route>(routes);
    if (others != null) {
      all.addAll(others.get());
    }
    for (Route route : all) {
      text.append("  ").append(route).append('\n');
    }
    return text.toString();
  }
}
