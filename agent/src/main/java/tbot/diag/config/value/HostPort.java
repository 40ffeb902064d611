package tbot.diag.config.value;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * An address to listen on: {@code host:port}, {@code [v6]:port}, or {@code :port} for all
 * interfaces. With port 0, the system chooses a free port.
 */
public final class HostPort extends ListenAddress {

  private static final String FORMS =
      "use host:port, [v6]:port or :port, port 0 to 65535, or unix:/path/of/a.sock";
  private static final int MAX_PORT = 65535;

  private final String host;
  private final int port;

  private HostPort(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Parses an address; does not look up the host.
   *
   * @throws IllegalArgumentException if the text has none of these forms; the message is one line
   *     with the text, what is wrong with it and what is valid
   */
  public static HostPort parse(String text) {
    if (text.isEmpty()) {
      throw invalid(text, "no address");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c <= ' ' || Character.isISOControl(c)) {
        throw invalid(text, "not an address");
      }
    }
    if (text.charAt(0) == '[') {
      return parseBracketed(text);
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw invalid(text, "no port");
    }
    if (text.indexOf(':') != colon) {
      throw invalid(text, "an IPv6 address needs brackets");
    }
    return new HostPort(text.substring(0, colon), parsePort(text, text.substring(colon + 1)));
  }

  private static HostPort parseBracketed(String text) {
    int end = text.indexOf(']');
    if (end < 0) {
      throw invalid(text, "no closing bracket");
    }
    String host = text.substring(1, end);
    if (host.indexOf(':') < 0) {
      throw invalid(text, "only an IPv6 address goes in brackets");
    }
    if (end + 1 == text.length()) {
      throw invalid(text, "no port");
    }
    if (text.charAt(end + 1) != ':') {
      throw invalid(text, "no colon after the bracket");
    }
    return new HostPort(host, parsePort(text, text.substring(end + 2)));
  }

  private static int parsePort(String text, String digits) {
    if (digits.isEmpty()) {
      throw invalid(text, "no port");
    }
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        throw invalid(text, "the port is not a number");
      }
      port = port * 10 + (digit - '0');
      if (port > MAX_PORT) {
        throw invalid(text, "the port is too large");
      }
    }
    return port;
  }

  private static IllegalArgumentException invalid(String text, String problem) {
    return new IllegalArgumentException('"' + text + "\": " + problem + "; " + FORMS);
  }

  /** The port, 0 to 65535; 0 if the system is to choose. */
  public int port() {
    return port;
  }

  /**
   * Looks up the host. The name service may take seconds to answer.
   *
   * @throws IllegalArgumentException if the host has no address
   */
  public InetSocketAddress resolve() {
    if (host.isEmpty()) {
      return new InetSocketAddress(port);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          '"'
              + toString()
              + "\": "
              + (host.indexOf(':') < 0 ? "unknown host " : "not an IPv6 address: ")
              + host,
          e);
    }
  }

  /**
   * The address to log after binding: the host as the user gave it, and the port that is bound. For
   * all interfaces, the host is {@code 0.0.0.0} or {@code ::}.
   *
   * @param bound the address of the listener
   */
  public String describe(InetSocketAddress bound) {
    if (!host.isEmpty()) {
      return format(host, bound.getPort());
    }
    String wildcard = bound.getAddress().getAddress().length == 4 ? "0.0.0.0" : "::";
    return format(wildcard, bound.getPort());
  }

  private static String format(String host, int port) {
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostPort
        && ((HostPort) other).host.equals(host)
        && ((HostPort) other).port == port;
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  /** The address as the options write it. */
  @Override
  public String toString() {
    return format(host, port);
  }
}
