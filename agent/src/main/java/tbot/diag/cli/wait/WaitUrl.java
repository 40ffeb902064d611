package tbot.diag.cli.wait;

import java.io.UnsupportedEncodingException;
import java.net.URL;
import java.net.URLEncoder;
import tbot.diag.cli.service.ServiceAddress;

/** The URL of the endpoint {@code /wait} at an address as {@code tbot wait} takes it. */
final class WaitUrl {

  private WaitUrl() {}

  /**
   * The URL.
   *
   * @param address HOST:PORT, or a URL to whose path {@code /wait} is added
   * @param service empty for all
   * @throws IllegalArgumentException if the address has neither form; one line
   */
  static URL of(String address, String service) {
    return ServiceAddress.parse(address)
        .url("/wait" + (service.isEmpty() ? "" : '/' + encode(service)));
  }

  private static String encode(String name) {
    try {
      return URLEncoder.encode(name, "UTF-8").replace("+", "%20");
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
