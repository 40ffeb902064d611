package tbot.diag.cli.service;

import java.io.File;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tbot.diag.jvm.UnixDomain;

/**
 * Where a service is reached: {@code HOST:PORT}, or a URL, with {@code USER:PASSWORD@} in it; or
 * {@code unix:/PATH}, or {@code unix://USER:PASSWORD@/PATH}, for a Unix domain socket.
 */
public final class ServiceAddress {

  private static final String FORMS = "use HOST:PORT, a URL of http or https, or unix:/PATH";
  private static final String UNIX = "unix:";
  private static final Pattern UNIX_FORM =
      Pattern.compile("unix:(?://(?:([^/]*)@)?)?(/(?!/).*[^/])");

  private final String base;
  private final String authorization;

  // Null for a URL that the JDK can open.
  private final URLStreamHandler handler;

  private ServiceAddress(String base, String authorization, URLStreamHandler handler) {
    this.base = base;
    this.authorization = authorization;
    this.handler = handler;
  }

  /**
   * Parses an address.
   *
   * @param address HOST:PORT, a URL to whose path those of the endpoints are added, or the path of
   *     a Unix domain socket
   * @throws IllegalArgumentException if it has none of these forms, or this Java has no Unix domain
   *     sockets; one line without a password
   */
  public static ServiceAddress parse(String address) {
    if (address.startsWith(UNIX)) {
      return unix(address);
    }
    boolean plain = !address.contains("://");
    String shown = hidden(address);
    try {
      URI uri = new URI(plain ? "http://" + withHost(address) : address);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare = uri.getRawPath().isEmpty() && uri.getPort() > 0;
      if (!http
          || uri.getHost() == null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null
          || (plain && !bare)) {
        throw invalid(shown);
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String path = uri.getRawPath();
      String base = uri.getScheme() + "://" + uri.getHost() + port;
      return new ServiceAddress(
          base + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path),
          basic(uri.getRawUserInfo()),
          null);
    } catch (URISyntaxException e) {
      throw invalid(shown);
    }
  }

  /** The path is taken as it stands: a file's name may hold what a URL would have to encode. */
  private static ServiceAddress unix(String address) {
    Matcher parts = UNIX_FORM.matcher(address);
    if (!parts.matches()) {
      throw invalid(hidden(address));
    }
    File socket = new File(parts.group(2));
    try {
      UnixDomain.address(socket.toPath());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException('"' + hidden(address) + "\": " + e.getMessage(), e);
    }
    return new ServiceAddress(UNIX + socket, basic(parts.group(1)), new UnixUrlHandler(socket));
  }

  /** Without what may be a login, also of an address that has none of the forms. */
  private static String hidden(String address) {
    int end = address.lastIndexOf('@');
    boolean path = address.startsWith(UNIX + "/") && !address.startsWith(UNIX + "//");
    if (end < 0 || path) {
      return address;
    }
    int scheme = address.indexOf("://");
    String beginning = scheme < 0 || scheme > end ? "" : address.substring(0, scheme + 3);
    return beginning + "***" + address.substring(end);
  }

  private static String withHost(String address) {
    return address.startsWith(":") ? "localhost" + address : address;
  }

  private static String basic(String userInfo) {
    if (userInfo == null) {
      return null;
    }
    try {
      // A plus is a plus in this part of a URL.
      return header(URLDecoder.decode(userInfo.replace("+", "%2B"), "UTF-8"));
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private static IllegalArgumentException invalid(String address) {
    return new IllegalArgumentException('"' + address + "\": " + FORMS);
  }

  /**
   * The same address with a login, if it has none.
   *
   * @param login {@code USER:PASSWORD}, as they are
   */
  ServiceAddress withLogin(String login) {
    return authorization == null ? authorizedBy(header(login)) : this;
  }

  /** The same address with another header {@code Authorization}. */
  ServiceAddress authorizedBy(String header) {
    return new ServiceAddress(base, header, handler);
  }

  /** The header {@code Authorization}; null for none. */
  String authorization() {
    return authorization;
  }

  /**
   * A request that is not sent yet: of one answer, by a new connection.
   *
   * @param path with a slash before it
   * @param proxy null for the one that this JVM is set to use
   */
  public HttpURLConnection request(String path, Proxy proxy) throws IOException {
    URL url = url(path);
    HttpURLConnection connection =
        (HttpURLConnection) (proxy == null ? url.openConnection() : url.openConnection(proxy));
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Connection", "close");
    if (authorization != null) {
      connection.setRequestProperty("Authorization", authorization);
    }
    return connection;
  }

  /** How such an address is written with a login. */
  String formWithLogin() {
    return handler == null ? "https://USER:PASSWORD@HOST:PORT" : "unix://USER:PASSWORD@/PATH";
  }

  /**
   * The URL of an endpoint.
   *
   * @param path with a slash before it
   */
  public URL url(String path) {
    try {
      return handler == null
          ? new URL(base + path)
          : new URL("http", "localhost", -1, path, handler);
    } catch (MalformedURLException e) {
      throw invalid(base);
    }
  }

  /** The address without a login. */
  @Override
  public String toString() {
    return base;
  }
}
