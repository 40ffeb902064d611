package tbot.diag.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** One endpoint: its path or the paths below it, its methods and its handler. Immutable. */
public final class Route {

  private static final String READ_ONLY = "GET, HEAD";

  private final String path;
  private final String placeholder;
  private final String methods;
  private final boolean slow;
  private final HttpHandler handler;
  private final ErrorReply errors;

  private Route(
      String path,
      String placeholder,
      String methods,
      boolean slow,
      HttpHandler handler,
      ErrorReply errors) {
    this.path = path;
    this.placeholder = placeholder;
    this.methods = methods;
    this.slow = slow;
    this.handler = handler;
    this.errors = errors;
  }

  /**
   * An endpoint at one path, for GET and HEAD.
   *
   * @param path the absolute path, without the query
   */
  public static Route at(String path, HttpHandler handler) {
    return new Route(path, null, READ_ONLY, false, handler, null);
  }

  /**
   * An endpoint at all paths below the given one, for GET and HEAD. A route {@linkplain #at at} the
   * requested path takes precedence; after that the longest match.
   *
   * @param path an absolute path that ends with a slash
   * @param placeholder stands for the rest in the list of endpoints, such as {@code {name}}
   */
  public static Route below(String path, String placeholder, HttpHandler handler) {
    return new Route(path, placeholder, READ_ONLY, false, handler, null);
  }

  /** The same endpoint, for POST too. */
  public Route withPost() {
    return new Route(path, placeholder, READ_ONLY + ", POST", slow, handler, errors);
  }

  /**
   * The same endpoint without a deadline for its handler. The server limits how many requests to
   * slow routes run at a time and answers the others with 503 and {@code Retry-After}.
   */
  public Route slow() {
    return new Route(path, placeholder, methods, true, handler, errors);
  }

  /** The same endpoint; errors that the server itself sends for it go out by this reply. */
  public Route withErrors(ErrorReply reply) {
    return new Route(path, placeholder, methods, slow, handler, reply);
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

  /** Whether the endpoint accepts the method; names are case-sensitive. */
  public boolean takes(String method) {
    return method.equals("GET")
        || method.equals("HEAD")
        || (method.equals("POST") && !methods.equals(READ_ONLY));
  }

  /** The absolute path; ends with a slash when the route takes the paths below it. */
  public String path() {
    return path;
  }

  /** The value of the header {@code Allow}. */
  public String methods() {
    return methods;
  }

  /** Whether it was marked {@link #slow}. */
  public boolean isSlow() {
    return slow;
  }

  /** Answers the requests that match. */
  public HttpHandler handler() {
    return handler;
  }

  /**
   * Answers a request for this route with an error of the server: by {@link #withErrors}, or plain
   * text.
   *
   * @param status the HTTP status, 400 or above
   * @param message one line without its line break
   */
  public void sendError(HttpExchange exchange, int status, String message) throws IOException {
    if (errors == null) {
      Reply.text(exchange, status, message + "\n");
    } else {
      errors.send(exchange, status, message);
    }
  }

  /** The path as the list of endpoints shows it. */
  @Override
  public String toString() {
    return placeholder == null ? path : path + placeholder;
  }
}
