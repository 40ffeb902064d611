package tbot.diag.pprof.pages;

import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;

/** An address to which parameters are added. */
final class Address {

  private final StringBuilder url;
  private char separator = '?';

  /**
   * Begins an address.
   *
   * @param path has no parameters
   */
  Address(String path) {
    url = new StringBuilder(path);
  }

  /** Adds a parameter and returns this; leaves out an empty value. */
  Address add(String name, String value) {
    if (!value.isEmpty()) {
      url.append(separator).append(name).append('=').append(encoded(value));
      separator = '&';
    }
    return this;
  }

  private static String encoded(String value) {
    try {
      return URLEncoder.encode(value, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
