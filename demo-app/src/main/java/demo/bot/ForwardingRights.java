package demo.bot;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Map;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.auth.pubkey.AuthorizedKeyEntriesPublickeyAuthenticator;

/**
 * What the key of a session allows it to reach, by the rules of sshd(8): the options {@code
 * restrict}, {@code no-port-forwarding}, {@code port-forwarding} and {@code permitopen} of its
 * authorized_keys line, and for a certificate the extension {@code permit-port-forwarding}.
 */
final class ForwardingRights {

  private ForwardingRights() {}

  /** True if the session's key does not forbid a connection to this place. */
  static boolean allow(Session session, HostPort place) {
    AuthorizedKeyEntry line =
        session.getAttribute(AuthorizedKeyEntriesPublickeyAuthenticator.AUTHORIZED_KEY);
    PublicKey proof = session.getAttribute(Logins.PROOF);
    return line != null
        && proof != null
        && allowedBy(proof)
        && allowedBy(line.getLoginOptions(), place);
  }

  private static boolean allowedBy(PublicKey key) {
    return !(key instanceof OpenSshCertificate certificate)
        || certificate.getExtensionsMap().containsKey("permit-port-forwarding");
  }

  static boolean allowedBy(Map<String, String> options, HostPort place) {
    boolean forbidden = has(options, "no-port-forwarding") || has(options, "restrict");
    if (forbidden && !has(options, "port-forwarding")) {
      return false;
    }
    String permitted = options.get("permitopen");
    return permitted == null || Arrays.stream(permitted.split(",")).anyMatch(place::isMeantBy);
  }

  private static boolean has(Map<String, String> options, String name) {
    return options.containsKey(name);
  }
}
