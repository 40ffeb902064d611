package tbot.diag.http;

import java.net.URI;

/** A request that has wholly arrived. Immutable, apart from the bytes of the body. */
public final class Request {

  private final String method;
  private final URI uri;
  private final Headers headers;
  private final ConnectionInfo connection;
  private final byte[] body;

  /**
   * Made by the listener.
   *
   * @param uri with a path that begins with a slash
   * @param body empty if there is none
   */
  public Request(String method, URI uri, Headers headers, ConnectionInfo connection, byte[] body) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.connection = connection;
    this.body = body;
  }

  /** The same request with a body. */
  public Request withBody(byte[] bytes) {
    return new Request(method, uri, headers, connection, bytes);
  }

  /**
   * The method as it was sent. A handler treats {@code HEAD} like {@code GET}: the listener leaves
   * the body of the answer out.
   */
  public String method() {
    return method;
  }

  /** What was asked for; of use for its path and query, see {@link Query}. */
  public URI uri() {
    return uri;
  }

  /** The path, decoded. */
  public String path() {
    return uri.getPath();
  }

  public Headers headers() {
    return headers;
  }

  /**
   * Whether the client is a person's browser, which gets pages: its first choice is HTML. The JDK's
   * {@code HttpURLConnection} names HTML first too, but GIF next, which no browser does.
   */
  public boolean prefersHtml() {
    String accepted = headers.first("Accept");
    if (accepted == null || accepted.contains("image/gif")) {
      return false;
    }
    String first = accepted.split(",", 2)[0].split(";", 2)[0].trim();
    return first.equalsIgnoreCase("text/html") || first.equalsIgnoreCase("application/xhtml+xml");
  }

  /** The connection on which it came. */
  public ConnectionInfo connection() {
    return connection;
  }

  /** The body; empty unless the endpoint {@linkplain Endpoint#takingBody takes} one. */
  public byte[] body() {
    return body;
  }

  /** Method, path and query, for log lines. */
  @Override
  public String toString() {
    return method + " " + uri;
  }
}
