package tbot.diag.http;

/** One endpoint: its path or the paths below it, its methods and its handler. Immutable. */
public final class Route {

  private static final String READ_ONLY = "GET, HEAD";

  private final String path;
  private final String placeholder;
  private final Endpoint endpoint;
  private final Headers errorHeaders;

  private Route(String path, String placeholder, Endpoint endpoint, Headers errorHeaders) {
    this.path = path;
    this.placeholder = placeholder;
    this.endpoint = endpoint;
    this.errorHeaders = errorHeaders;
  }

  /**
   * An endpoint at one path, for GET and HEAD.
   *
   * @param path the absolute path, without the query
   */
  public static Route at(String path, Handler handler) {
    return new Route(path, null, Endpoint.of(handler), Headers.NONE);
  }

  /**
   * An endpoint at all paths below the given one, for GET and HEAD. A route {@linkplain #at at} the
   * requested path takes precedence; after that the longest match.
   *
   * @param path an absolute path that ends with a slash
   * @param placeholder stands for the rest in the list of endpoints, such as {@code {name}}
   */
  public static Route below(String path, String placeholder, Handler handler) {
    return new Route(path, placeholder, Endpoint.of(handler), Headers.NONE);
  }

  /** The same endpoint, for POST too. */
  public Route withPost() {
    return new Route(path, placeholder, endpoint.takingBody(), errorHeaders);
  }

  /** The same endpoint that may take as long as it needs, see {@link Endpoint#slow}. */
  public Route slow() {
    return new Route(path, placeholder, endpoint.slow(), errorHeaders);
  }

  /** The same endpoint, whose requests wait for something, see {@link Endpoint#waiting}. */
  public Route waiting() {
    return new Route(path, placeholder, endpoint.waiting(), errorHeaders);
  }

  /** The same endpoint, whose answer costs next to nothing, see {@link Endpoint#prompt}. */
  public Route prompt() {
    return new Route(path, placeholder, endpoint.prompt(), errorHeaders);
  }

  /** The same endpoint; errors that do not come from its handler get this field, too. */
  public Route withErrorHeader(String name, String value) {
    return new Route(path, placeholder, endpoint, errorHeaders.with(name, value));
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
        || (method.equals("POST") && endpoint.takesBody());
  }

  /** The absolute path; ends with a slash when the route takes the paths below it. */
  public String path() {
    return path;
  }

  /** The value of the header {@code Allow}. */
  public String methods() {
    return endpoint.takesBody() ? READ_ONLY + ", POST" : READ_ONLY;
  }

  /** What answers the requests that match. */
  public Endpoint endpoint() {
    return endpoint;
  }

  Response methodNotAllowed() {
    return Response.text(405, "405 - use " + methods() + "\n")
        .with("Allow", methods())
        .with(errorHeaders);
  }

  /** The path as the list of endpoints shows it. */
  @Override
  public String toString() {
    return placeholder == null ? path : path + placeholder;
  }
}
