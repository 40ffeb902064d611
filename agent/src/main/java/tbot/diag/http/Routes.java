package tbot.diag.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The table of endpoints of a listener. Immutable; a listener can be given another table. */
public final class Routes implements Dispatcher {

  private final List<Route> routes;
  private final Supplier<List<Route>> others;
  private final Endpoint home;

  /**
   * Makes a table of fixed routes.
   *
   * @param routes in the order of the list that answers unknown paths
   */
  public Routes(List<Route> routes) {
    this(routes, null);
  }

  /**
   * Makes a table with more routes that are created on demand.
   *
   * @param routes in the order of the list that answers unknown paths
   * @param others more routes, called when none of the first matches a request; or null
   */
  public Routes(List<Route> routes, Supplier<List<Route>> others) {
    this(routes, others, null);
  }

  private Routes(List<Route> routes, Supplier<List<Route>> others, Endpoint home) {
    this.home = home;
    this.routes = new ArrayList<Route>(routes);
    this.others = others;
  }

  /**
   * The same table with a page at {@code /} for browsers. It is not in the list of endpoints, which
   * all other clients get there.
   */
  public Routes withHome(Handler page) {
    return new Routes(routes, others, Endpoint.of(page));
  }

  @Override
  public Endpoint find(Request request) {
    if (home != null && request.path().equals("/") && request.prefersHtml() && isRead(request)) {
      return home;
    }
    Route route = find(request.path());
    if (route == null) {
      return Endpoint.answering(Response.text(404, notFound()));
    }
    return route.takes(request.method())
        ? route.endpoint()
        : Endpoint.answering(route.methodNotAllowed());
  }

  private static boolean isRead(Request request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  /** The route for a path, or null. */
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

  /** The answer to an unknown path: a list of the endpoints. */
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
