package demo.bot;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/**
 * Decides who may log in: one account, with a key in the authorized_keys file or a certificate that
 * the bot's own authority signed. Both files are read again when they change.
 *
 * <p>MINA SSHD checks the certificate. It must be a user certificate, valid now, with a correct
 * signature and no unknown critical option. A {@code cert-authority} line must name the signer, and
 * the principals must contain the user. MINA SSHD does not check the extension that permits
 * forwarding; {@link ForwardingRights} does.
 */
final class Logins implements PublickeyAuthenticator {

  /**
   * The key or certificate that a session has logged in with. MINA SSHD itself keeps only the key
   * of a certificate.
   */
  static final AttributeKey<PublicKey> CREDENTIAL = new AttributeKey<>();

  private final String account;
  private final List<PublickeyAuthenticator> sources;

  Logins(String account, Path authorizedKeys, Path trustedAuthority) {
    this.account = account;
    this.sources =
        List.of(
            new AuthorizedKeysAuthenticator(authorizedKeys),
            new AuthorizedKeysAuthenticator(trustedAuthority));
  }

  @Override
  public boolean authenticate(String username, PublicKey key, ServerSession session) {
    boolean valid = account.equals(username) && isKnown(username, key, session);
    if (valid) {
      // A client may ask about several keys. It logs in with the last one that was valid.
      session.setAttribute(CREDENTIAL, key);
    }
    return valid;
  }

  /** Synchronized: while MINA SSHD reads a file again for one login, it would refuse all others. */
  private synchronized boolean isKnown(String username, PublicKey key, ServerSession session) {
    return sources.stream().anyMatch(source -> source.authenticate(username, key, session));
  }
}
