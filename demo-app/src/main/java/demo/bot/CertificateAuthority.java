package demo.bot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** Signs SSH user certificates with a key in the state directory. */
final class CertificateAuthority {

  /** How far the start of validity is in the past, for servers whose clock is behind ours. */
  private static final Duration BACKDATING = Duration.ofMinutes(1);

  private final KeyPair key;
  private final AtomicLong serial = new AtomicLong(System.currentTimeMillis());

  CertificateAuthority(KeyPair key) {
    this.key = key;
  }

  /**
   * Opens the authority of a state directory, and creates its key at the first run. Servers that
   * use the directory trust the authority from then on.
   */
  static CertificateAuthority in(StateDirectory state)
      throws IOException, GeneralSecurityException {
    KeyPair key = KeyFile.loadOrCreate(state.userAuthorityKey(), "user CA of the demo bot");
    String trust = "cert-authority " + PublicKeyEntry.toString(key.getPublic()) + "\n";
    PrivateFile.replace(state.trustedUserAuthority(), trust.getBytes(StandardCharsets.UTF_8));
    return new CertificateAuthority(key);
  }

  /**
   * Signs a certificate for a public key.
   *
   * @param subject the key
   * @param login the only user name that the certificate is valid for
   * @param lifetime how long it is valid from now on; SSH truncates the end to a second
   */
  OpenSshCertificate issue(PublicKey subject, String login, Duration lifetime)
      throws GeneralSecurityException {
    Instant now = Instant.now();
    OpenSshCertificateBuilder certificate =
        OpenSshCertificateBuilder.userCertificate()
            .serial(serial.incrementAndGet())
            .publicKey(subject)
            .id(login)
            .principals(List.of(login))
            .validAfter(now.minus(BACKDATING))
            .validBefore(now.plus(lifetime))
            .extension("permit-port-forwarding", "")
            .extension("permit-pty", "");
    try {
      return certificate.sign(key);
    } catch (RuntimeException | GeneralSecurityException e) {
      throw e;
    } catch (Exception e) {
      throw new GeneralSecurityException("could not sign a certificate", e);
    }
  }
}
