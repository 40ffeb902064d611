package tbot.diag.core.listener;

import java.net.InetSocketAddress;
import java.util.function.Supplier;
import tbot.diag.config.AccessOptions;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.access.AccessControl;
import tbot.diag.http.access.AccessPolicy;
import tbot.diag.http.access.LoginThrottle;
import tbot.diag.http.tls.ServerTls;

/** What a listener serves, and to whom. Immutable. */
public final class ListenerSetup {

  private final Supplier<Dispatcher> endpoints;
  private final ServerTls tls;
  private final AccessOptions access;
  private final boolean certified;
  private final LoginThrottle throttle;

  /**
   * A setup.
   *
   * @param tls null for no TLS
   * @param certified whether TLS demands a certificate of each client
   * @param throttle null if nobody has to log in
   */
  ListenerSetup(
      Supplier<Dispatcher> endpoints,
      ServerTls tls,
      AccessOptions access,
      boolean certified,
      LoginThrottle throttle) {
    this.endpoints = endpoints;
    this.tls = tls;
    this.access = access;
    this.certified = certified;
    this.throttle = throttle;
  }

  /**
   * The endpoints behind all checks.
   *
   * @param address where they are served; null for a Unix domain socket
   * @throws IllegalArgumentException if a file that the checks need cannot be used
   */
  Supplier<Dispatcher> dispatcher(final InetSocketAddress address) {
    // Files are read before anything is served; the rest waits for the first client.
    final AccessPolicy made = access.requiresLogin() ? policy(address) : null;
    return new Supplier<Dispatcher>() {
      @Override
      public Dispatcher get() {
        return new AccessControl(made == null ? policy(address) : made, endpoints.get());
      }
    };
  }

  private AccessPolicy policy(InetSocketAddress address) {
    return AccessPolicy.of(access, address, throttle);
  }

  /** The certificates; null for no TLS. */
  ServerTls tls() {
    return tls;
  }

  /**
   * What the operator should know about serving this beyond the machine.
   *
   * @return the rest of a sentence that says where it is served; null for nothing
   */
  String risk() {
    if (!access.requiresLogin() && !certified) {
      return "whoever reaches it may ask for everything; auth_file, token_file or tls_client_ca"
          + " protect it";
    }
    if (access.requiresLogin() && tls == null) {
      return "whoever sees its traffic can read the passwords and tokens; tls_cert and tls_key"
          + " encrypt it";
    }
    return null;
  }
}
