package tbot.diag.http;

import com.sun.net.httpserver.HttpHandler;
import tbot.diag.http.server.ServerLimits;

/** One endpoint: a path or all paths below one, the methods it takes, what answers. Immutable. */
public final class Route {

  private static final String READ_ONLY = "GET, HEAD";

  private final String path;
  private final String placeholder;
  private final String methods;
  private final boolean slow;
  private final HttpHandler handler;

  private Route(
      String path, String placeholder, String methods, boolean slow, HttpHandler handler) {
    this.path = path;
    this.placeholder = placeholder;
    this.methods = methods;
    this.slow = slow;
    this.handler = handler;
  }

  /**
   * An endpoint at one path, for GET and HEAD.
   *
   * @param path from the slash on, without the query
   */
  public static Route at(String path, HttpHandler handler) {
    return new Route(path, null, READ_ONLY, false, handler);
  }

  /**
   * An endpoint at every path that has more after the given one, for GET and HEAD. Of several that
   * match, the longest answers, and one {@linkplain #at at} the very path before all of these.
   *
   * @param path from the slash to the slash
   * @param placeholder what stands for the rest in the list of endpoints, such as {@code {name}}
   */
  public static Route below(String path, String placeholder, HttpHandler handler) {
    return new Route(path, placeholder, READ_ONLY, false, handler);
  }

  /** The same endpoint, for POST too. */
  public Route withPost() {
    return new Route(path, placeholder, READ_ONLY + ", POST", slow, handler);
  }

  /**
   * The same endpoint, whose handler may take as long as it needs until it begins to answer. Of the
   * requests to slow routes no more run at a time than {@link ServerLimits} says; further ones are
   * told to come back later.
   */
  public Route slow() {
    return new Route(path, placeholder, methods, true, handler);
  }

  boolean matches(String requested) {
    return placeholder == null
        ? requested.equals(path)
        : requested.startsWith(path) && requested.length() > path.length();
  }

  boolean isMoreSpecificThan(Route other) {
    return other == null
        || (placeholder == null && other.placeholder != null)
        || ((placeholder == null) == (other.placeholder == null)
            && path.length() > other.path.length());
  }

  public boolean takes(String method) {
    return method.equals("GET")
        || method.equals("HEAD")
        || (method.equals("POST") && !methods.equals(READ_ONLY));
  }

  /** The value of the header {@code Allow}. */
  public String methods() {
    return methods;
  }

  public boolean isSlow() {
    return slow;
  }

  public HttpHandler handler() {
    return handler;
  }

  /** The path as the list of endpoints shows it. */
  @Override
  public String toString() {
    return placeholder == null ? path : path + placeholder;
  }
}
