package tbot.diag.core.listener;

import java.util.Objects;
import java.util.function.Supplier;
import tbot.diag.config.DiagOptions;
import tbot.diag.config.TlsOptions;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.access.LoginThrottle;
import tbot.diag.http.tls.ServerTls;

/** What protects the listener and outlives its options: certificates, and the failed logins. */
public final class Protection {

  private TlsOptions tlsOptions;
  private ServerTls tls;

  /** Made for the first options that demand a login. */
  private LoginThrottle throttle;

  /**
   * Reads the certificates. Unchanged options keep what was read for them.
   *
   * @throws IllegalArgumentException if they cannot be used; the last ones stay then
   */
  public void read(DiagOptions options) {
    TlsOptions wanted = options.tls();
    if (!Objects.equals(wanted, tlsOptions)) {
      tls = wanted == null ? null : ServerTls.read(wanted);
      tlsOptions = wanted;
    }
  }

  /** Sets endpoints up with the certificates that were read last. */
  public ListenerSetup protect(Supplier<Dispatcher> endpoints, DiagOptions options) {
    if (options.access().requiresLogin() && throttle == null) {
      throttle = new LoginThrottle();
    }
    boolean certified = tlsOptions != null && tlsOptions.clientCa() != null;
    return new ListenerSetup(endpoints, tls, options.access(), certified, throttle);
  }
}
