package demo.bot;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/**
 * Who may log in: one account, with a key of the authorized_keys file or a certificate that the
 * bot's own authority signed. Both files are read again when they change.
 *
 * <p>MINA SSHD checks of a certificate that it is a user's, is valid now, has a right signature and
 * no critical option it does not know; that a {@code cert-authority} line names the signer, and
 * that the user is among the principals, of which there must be some. The extension that permits
 * forwarding it leaves to {@link ForwardingRights}.
 */
final class Logins implements PublickeyAuthenticator {

  /**
   * The key or certificate that a session logged in with. MINA SSHD keeps of a certificate the key
   * alone.
   */
  static final AttributeKey<PublicKey> PROOF = new AttributeKey<>();

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
      // Of several that a client tries, the last is the one that it proves to have.
      session.setAttribute(PROOF, key);
    }
    return valid;
  }

  /**
   * One at a time: while MINA SSHD reads a file anew for one login, it would refuse all the others.
   */
  private synchronized boolean isKnown(String username, PublicKey key, ServerSession session) {
    return sources.stream().anyMatch(source -> source.authenticate(username, key, session));
  }
}
