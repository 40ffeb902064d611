package tbot.diag.core;

import java.util.Objects;
import tbot.diag.config.TlsOptions;
import tbot.diag.http.tls.ServerTls;

/** The listener's certificates. Unchanged options keep what was read for them. */
final class Certificates {

  private TlsOptions options;
  private ServerTls tls;

  /**
   * The certificates that the options name.
   *
   * @return null for no TLS
   * @throws IllegalArgumentException if they cannot be used; the last ones stay then
   */
  ServerTls with(TlsOptions wanted) {
    if (!Objects.equals(wanted, options)) {
      tls = wanted == null ? null : ServerTls.read(wanted);
      options = wanted;
    }
    return tls;
  }
}
