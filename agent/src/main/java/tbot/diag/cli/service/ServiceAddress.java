package tbot.diag.cli.service;

import java.io.UnsupportedEncodingException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a service is reached: {@code HOST:PORT}, or a URL, with {@code USER:PASSWORD@} in it. */
public final class ServiceAddress {

  private static final String FORMS = "use HOST:PORT, or a URL of http or https";

  private final String base;
  private final String authorization;

  private ServiceAddress(String base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  /**
   * Parses an address.
   *
   * @param address HOST:PORT, or a URL to whose path those of the endpoints are added
   * @throws IllegalArgumentException if it has neither form; one line without a password
   */
  public static ServiceAddress parse(String address) {
    boolean plain = !address.contains("://");
    String shown = address.replaceFirst("//[^/]*@", "//***@");
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
          basic(uri.getRawUserInfo()));
    } catch (URISyntaxException e) {
      throw invalid(shown);
    }
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
      String login = URLDecoder.decode(userInfo.replace("+", "%2B"), "UTF-8");
      return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  private static IllegalArgumentException invalid(String address) {
    return new IllegalArgumentException('"' + address + "\": " + FORMS);
  }

  /** The header {@code Authorization}; null for none. */
  String authorization() {
    return authorization;
  }

  /**
   * The URL of an endpoint.
   *
   * @param path with a slash before it
   */
  public URL url(String path) {
    try {
      return new URL(base + path);
    } catch (MalformedURLException e) {
      throw invalid(base);
    }
  }

  /** The URL without a login. */
  @Override
  public String toString() {
    return base;
  }
}
