package tbot.diag.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The connection on which a request came. Immutable. */
public final class ConnectionInfo {

  private final SocketAddress client;
  private final SocketAddress local;
  private final boolean secure;

  /**
   * Describes a connection.
   *
   * @param client the other end
   * @param local our end
   * @param secure whether it speaks TLS
   */
  public ConnectionInfo(SocketAddress client, SocketAddress local, boolean secure) {
    this.client = client;
    this.local = local;
    this.secure = secure;
  }

  /** The other end; an address without a path for a Unix domain socket. */
  public SocketAddress client() {
    return client;
  }

  /** The scheme of URLs that lead here: {@code http} or {@code https}. */
  public String scheme() {
    return secure ? "https" : "http";
  }

  /** Our end as {@code address:port}; {@code localhost} for a Unix domain socket. */
  public String authority() {
    if (!(local instanceof InetSocketAddress)) {
      return "localhost";
    }
    InetSocketAddress tcp = (InetSocketAddress) local;
    String address = tcp.getAddress().getHostAddress();
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + tcp.getPort();
  }
}
