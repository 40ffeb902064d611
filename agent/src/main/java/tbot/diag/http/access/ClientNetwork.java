package tbot.diag.http.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Where a request comes from, as far as one client can choose its address. */
final class ClientNetwork {

  private static final int PREFIX_BYTES = 8;

  private ClientNetwork() {}

  /** An IPv4 address; the /64 of an IPv6 address; {@code unix} for Unix domain sockets. */
  static String of(SocketAddress client) {
    if (!(client instanceof InetSocketAddress)) {
      return "unix";
    }
    InetAddress address = ((InetSocketAddress) client).getAddress();
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < PREFIX_BYTES; i += 2) {
      int group = (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
      prefix.append(Integer.toHexString(group)).append(':');
    }
    return prefix + ":/64";
  }
}
