package tbot.diag.http;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.concurrent.TimeUnit;

/** The parameters of a request's URL. */
public final class Query {

  /** The longest span of a profile. */
  static final int MAX_SECONDS = 3600;

  private static final String BAD_SECONDS =
      "invalid value for \"seconds\" - must be a positive integer, at most " + MAX_SECONDS;

  private static final String BAD_FRACTION =
      "invalid value for \"seconds\" - must be a number such as 0.5, more than 0 and at most "
          + MAX_SECONDS;

  /** A nanosecond is the ninth digit behind the point. */
  private static final int FRACTION_DIGITS = 9;

  private final String raw;

  /** Reads the query of a request's URI; it may have none. */
  public Query(URI uri) {
    raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
  }

  /**
   * The first value of a parameter, decoded.
   *
   * @return null when it is absent, empty when it has no value
   * @throws BadRequestException when the query has an invalid escape
   */
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
   * @param absent the result when the parameter is absent or empty
   * @return {@code absent}, or 1 to 3600
   * @throws BadRequestException for any other value
   */
  public int seconds(int absent) throws BadRequestException {
    String text = get("seconds");
    if (text == null || text.isEmpty()) {
      return absent;
    }
    // Not Integer.parseInt: it accepts signs and digits of other scripts.
    long seconds = number(text, MAX_SECONDS);
    if (seconds < 1) {
      throw new BadRequestException(BAD_SECONDS);
    }
    return (int) seconds;
  }

  /**
   * The parameter {@code seconds}, which may have a fraction, such as 0.5.
   *
   * @param absent the result when the parameter is absent or empty, in nanoseconds
   * @return {@code absent}, or 1 ns to 3600 s, in nanoseconds
   * @throws BadRequestException for any other value
   */
  public long fractionOfSeconds(long absent) throws BadRequestException {
    String text = get("seconds");
    if (text == null || text.isEmpty()) {
      return absent;
    }
    int point = text.indexOf('.');
    String fraction = point < 0 ? "" : text.substring(point + 1);
    long whole = number(point < 0 ? text : text.substring(0, point), MAX_SECONDS);
    long nanos = fraction.length() > FRACTION_DIGITS ? -1 : number(fraction, 999_999_999);
    if ((text.length() == 1 && point == 0) || whole < 0 || nanos < 0) {
      throw new BadRequestException(BAD_FRACTION);
    }
    for (int digits = fraction.length(); digits < FRACTION_DIGITS; digits++) {
      nanos *= 10;
    }
    long span = TimeUnit.SECONDS.toNanos(whole) + nanos;
    if (span < 1 || span > TimeUnit.SECONDS.toNanos(MAX_SECONDS)) {
      throw new BadRequestException(BAD_FRACTION);
    }
    return span;
  }

  /** A number of ASCII digits; 0 for none, -1 if it has other characters or is too large. */
  private static long number(String text, long max) {
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9' || number > max) {
        return -1;
      }
      number = number * 10 + (digit - '0');
    }
    return number > max ? -1 : number;
  }

  /** The parameter {@code debug}; 0 when it is absent or not a number, as in Go. */
  public int debug() throws BadRequestException {
    return integer("debug");
  }

  /** Whether a parameter is a number above 0, as Go reads {@code gc}. */
  public boolean isOn(String name) throws BadRequestException {
    return integer(name) > 0;
  }

  private int integer(String name) throws BadRequestException {
    String text = get(name);
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
