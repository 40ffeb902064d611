package tbot.diag.http.access;

import java.util.Locale;

/** Host and port, as the header {@code Host} and URLs have them. Immutable. */
final class Authority {

  private final String host;
  private final int port;

  private Authority(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Reads {@code name}, {@code 127.0.0.1} or {@code [::1]}, with or without {@code :port}.
   *
   * @param defaultPort the port if there is none
   * @return null if it is nothing of this
   */
  static Authority parse(String text, int defaultPort) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    if (end < 0) {
      end = text.length();
    }
    String host = text.substring(0, end);
    int port = end == text.length() ? defaultPort : port(text.substring(end), defaultPort);
    boolean valid = host.startsWith("[") ? isIpv6(host) : isName(host);
    return valid && port >= 0 ? new Authority(canonical(host), port) : null;
  }

  /** Names are the same with a dot at the end and without. */
  private static String canonical(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** The number behind a colon; -1 if it is none. */
  private static int port(String text, int defaultPort) {
    if (text.equals(":")) {
      return defaultPort;
    }
    int port = text.startsWith(":") && text.length() <= 6 ? 0 : -1;
    for (int i = 1; i < text.length() && port >= 0; i++) {
      char c = text.charAt(i);
      port = c >= '0' && c <= '9' ? 10 * port + c - '0' : -1;
    }
    return port;
  }

  private static boolean isName(String host) {
    boolean valid = !host.isEmpty() && !host.startsWith(".");
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      valid &= c == '.' || c == '-' || c == '_' || (c < 0x7f && Character.isLetterOrDigit(c));
    }
    return valid;
  }

  private static boolean isIpv6(String host) {
    boolean valid = host.endsWith("]") && host.indexOf(':') > 0;
    for (int i = 1; i < host.length() - 1; i++) {
      char c = host.charAt(i);
      valid &= c == ':' || c == '.' || (c < 0x7f && Character.digit(c, 16) >= 0);
    }
    return valid;
  }

  /** In lower case; an IPv6 address has its brackets. */
  String host() {
    return host;
  }

  /** Whether the host is an address and no name, so that no name service was asked about it. */
  boolean isAddress() {
    if (host.startsWith("[")) {
      return true;
    }
    String[] parts = host.split("\\.", -1);
    boolean valid = parts.length == 4;
    for (String part : parts) {
      valid &= isByte(part);
    }
    return valid;
  }

  private static boolean isByte(String text) {
    int value = text.isEmpty() || text.length() > 3 ? 256 : 0;
    for (int i = 0; i < text.length() && value < 256; i++) {
      char c = text.charAt(i);
      value = c >= '0' && c <= '9' ? 10 * value + c - '0' : 256;
    }
    return value < 256;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Authority
        && ((Authority) other).host.equals(host)
        && ((Authority) other).port == port;
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }
}
