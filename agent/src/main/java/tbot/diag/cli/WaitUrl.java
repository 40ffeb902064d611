package tbot.diag.cli;

import java.io.UnsupportedEncodingException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLEncoder;

/** The URL of the endpoint {@code /wait} at an address as {@code tbot wait} takes it. */
final class WaitUrl {

  private static final String FORMS = "use HOST:PORT, or a URL of http or https";

  private WaitUrl() {}

  /**
   * The URL.
   *
   * @param address HOST:PORT, or a URL to whose path {@code /wait} is added
   * @param service empty for all
   * @throws IllegalArgumentException if the address has neither form; one line
   */
  static URL of(String address, String service) {
    boolean plain = !address.contains("://");
    try {
      URI base = new URI(plain ? "http://" + withHost(address) : address);
      boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
      boolean bare = base.getRawPath().isEmpty() && base.getPort() > 0;
      if (!http
          || base.getHost() == null
          || base.getRawQuery() != null
          || base.getRawFragment() != null
          || (plain && !bare)) {
        throw invalid(address);
      }
      String path = base.toString();
      String end = path.endsWith("/") ? "wait" : "/wait";
      return new URL(path + end + (service.isEmpty() ? "" : '/' + encode(service)));
    } catch (URISyntaxException | MalformedURLException e) {
      throw invalid(address);
    }
  }

  private static String withHost(String address) {
    return address.startsWith(":") ? "localhost" + address : address;
  }

  private static String encode(String name) {
    try {
      return URLEncoder.encode(name, "UTF-8").replace("+", "%20");
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  private static IllegalArgumentException invalid(String address) {
    return new IllegalArgumentException('"' + address + "\": " + FORMS);
  }
}
