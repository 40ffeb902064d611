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

/** Signs SSH user certificates. Its key stays in the state directory. */
final class CertificateAuthority {

  /** For clocks that are behind ours. */
  private static final Duration BACKDATED = Duration.ofMinutes(1);

  private final KeyPair key;
  private final AtomicLong serial = new AtomicLong(System.currentTimeMillis());

  CertificateAuthority(KeyPair key) {
    this.key = key;
  }

  /**
   * The authority of this state directory, made at the first run. Servers that use the directory
   * trust it from then on.
   */
  static CertificateAuthority in(StateDirectory state)
      throws IOException, GeneralSecurityException {
    KeyPair key = KeyFile.loadOrCreate(state.userAuthorityKey(), "user CA of the demo bot");
    String trust = "cert-authority " + PublicKeyEntry.toString(key.getPublic()) + "\n";
    PrivateFile.replace(state.trustedUserAuthority(), trust.getBytes(StandardCharsets.UTF_8));
    return new CertificateAuthority(key);
  }

  /**
   * Certifies a public key.
   *
   * @param subject the key
   * @param login the one user name that it may log in with
   * @param lifetime how long from now; SSH counts it in whole seconds
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
            .validAfter(now.minus(BACKDATED))
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
