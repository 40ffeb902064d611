package demo.bot;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Map;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.auth.pubkey.AuthorizedKeyEntriesPublickeyAuthenticator;

/**
 * The right of a session to connect to an address, by the rules of sshd(8). It depends on the
 * options {@code restrict}, {@code no-port-forwarding}, {@code port-forwarding} and {@code
 * permitopen} of the key's line in authorized_keys, and for a certificate on the extension {@code
 * permit-port-forwarding}.
 */
final class ForwardingRights {

  private ForwardingRights() {}

  /** Whether the session's key permits a connection to the address. */
  static boolean allow(Session session, HostPort address) {
    AuthorizedKeyEntry line =
        session.getAttribute(AuthorizedKeyEntriesPublickeyAuthenticator.AUTHORIZED_KEY);
    PublicKey credential = session.getAttribute(Logins.CREDENTIAL);
    return line != null
        && credential != null
        && allowedBy(credential)
        && allowedBy(line.getLoginOptions(), address);
  }

  private static boolean allowedBy(PublicKey key) {
    return !(key instanceof OpenSshCertificate certificate)
        || certificate.getExtensionsMap().containsKey("permit-port-forwarding");
  }

  static boolean allowedBy(Map<String, String> options, HostPort address) {
    boolean forbidden = has(options, "no-port-forwarding") || has(options, "restrict");
    if (forbidden && !has(options, "port-forwarding")) {
      return false;
    }
    String permitted = options.get("permitopen");
    return permitted == null || Arrays.stream(permitted.split(",")).anyMatch(address::matches);
  }

  private static boolean has(Map<String, String> options, String name) {
    return options.containsKey(name);
  }
}
