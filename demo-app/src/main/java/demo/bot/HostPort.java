package demo.bot;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A host and a TCP port, written {@code 127.0.0.1:2222}, {@code [::1]:2222} or {@code name:2222}.
 *
 * @param host a name or an IP address, without brackets
 * @param port 0 to 65535; for a listener, 0 lets the system choose
 */
record HostPort(String host, int port) {

  private static final int MAX_PORT = 65535;

  /**
   * Parses an address.
   *
   * @throws IllegalArgumentException if the text has another form; the message names the valid ones
   */
  static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw invalid(text);
    }
    if (host.isEmpty()) {
      throw invalid(text);
    }
    return new HostPort(host, port(text, text.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(HostPort::isDigit)) {
      throw invalid(text);
    }
    int port = Integer.parseInt(digits);
    if (port > MAX_PORT) {
      throw invalid(text);
    }
    return port;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not host:port, such as 127.0.0.1:2222 or [::1]:2222");
  }

  /** Whether the addresses are equal; the case of host names does not matter. */
  boolean isSameAs(HostPort other) {
    return port == other.port && host.equalsIgnoreCase(other.host);
  }

  /**
   * Whether a pattern of sshd's {@code permitopen} matches; its port {@code *} matches any port.
   */
  boolean matches(String pattern) {
    int colon = pattern.lastIndexOf(':');
    if (colon >= 0 && pattern.substring(colon + 1).equals("*")) {
      return matches(pattern.substring(0, colon + 1) + port);
    }
    try {
      return isSameAs(parse(pattern));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** Parses an address of the command line. */
  static final class Converter implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
