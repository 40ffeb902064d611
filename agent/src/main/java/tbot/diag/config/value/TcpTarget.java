package tbot.diag.config.value;

import java.net.InetSocketAddress;

/** An address to connect to: {@code tcp:127.0.0.1:5432}. */
public final class TcpTarget extends CheckTarget {

  static final String PREFIX = "tcp:";

  private final HostPort address;

  private TcpTarget(HostPort address) {
    this.address = address;
  }

  /**
   * Parses {@code HOST:PORT}; looks up nothing.
   *
   * @throws IllegalArgumentException if it is no address with a port of its own; one line with the
   *     text
   */
  public static TcpTarget parse(String text) {
    HostPort address;
    try {
      address = HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no host and port behind tcp:", e);
    }
    if (address.port() == 0 || text.startsWith(":")) {
      throw new IllegalArgumentException("no host and port behind tcp:");
    }
    return new TcpTarget(address);
  }

  /**
   * Looks up the host, as {@link HostPort#resolve}.
   *
   * @throws IllegalArgumentException if the host has no address
   */
  public InetSocketAddress resolve() {
    return address.resolve();
  }

  /** Host and port. */
  public String address() {
    return address.toString();
  }

  @Override
  public String toString() {
    return PREFIX + address;
  }
}
