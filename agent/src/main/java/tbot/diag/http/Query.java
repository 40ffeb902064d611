package tbot.diag.http;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLDecoder;

/** The parameters of a request's URL. */
public final class Query {

  /** The longest profile, in seconds. */
  static final int MAX_SECONDS = 3600;

  private static final String BAD_SECONDS =
      "invalid value for \"seconds\" - must be a positive integer, at most " + MAX_SECONDS;

  private final String raw;

  public Query(URI uri) {
    raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
  }

  /** The first value of a parameter, decoded; null when it is absent. */
  public String get(String name) throws BadRequestException {
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (decode(key).equals(name)) {
        return equals < 0 ? "" : decode(pair.substring(equals + 1));
      }
    }
    return null;
  }

  /**
   * The parameter {@code seconds}.
   *
   * @param absent what its absence means
   * @return from 1 to {@link #MAX_SECONDS}
   */
  public int seconds(int absent) throws BadRequestException {
    String text = get("seconds");
    if (text == null || text.isEmpty()) {
      return absent;
    }
    // Four digits hold the largest, and no Integer.parseInt: it takes signs and foreign digits.
    int seconds = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9' || seconds > MAX_SECONDS) {
        throw new BadRequestException(BAD_SECONDS);
      }
      seconds = seconds * 10 + (digit - '0');
    }
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new BadRequestException(BAD_SECONDS);
    }
    return seconds;
  }

  /** The parameter {@code debug}; 0 for what is no number, as in Go. */
  public int debug() throws BadRequestException {
    String text = get("debug");
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String decode(String text) throws BadRequestException {
    try {
      return URLDecoder.decode(text, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("invalid URL escape in the query");
    }
  }
}
