package tbot.diag.core;

import java.net.InetSocketAddress;
import java.util.function.Supplier;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.tls.ServerTls;

/** What a listener serves, and to whom. Immutable. */
final class ListenerSetup {

  private final Supplier<Dispatcher> endpoints;
  private final ServerTls tls;

  /**
   * A setup.
   *
   * @param tls null for no TLS
   */
  ListenerSetup(Supplier<Dispatcher> endpoints, ServerTls tls) {
    this.endpoints = endpoints;
    this.tls = tls;
  }

  /**
   * The endpoints behind all checks.
   *
   * @param address where they are served; null for a Unix domain socket
   */
  Supplier<Dispatcher> dispatcher(InetSocketAddress address) {
    return endpoints;
  }

  /** The certificates; null for no TLS. */
  ServerTls tls() {
    return tls;
  }
}
