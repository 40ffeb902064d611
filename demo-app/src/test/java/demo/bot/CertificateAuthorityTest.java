package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

  @TempDir private Path directory;
  private StateDirectory state;

  @BeforeEach
  void openState() throws Exception {
    state = StateDirectory.open(directory.resolve("state"));
  }

  @Test
  void certifiesTheKeyForOneUserAndOneLifetime() throws Exception {
    PublicKey subject = KeyFile.generate().getPublic();
    Instant before = Instant.now();

    OpenSshCertificate certificate =
        CertificateAuthority.in(state).issue(subject, "alice", Duration.ofMinutes(3));

    assertThat(certificate.getType()).isEqualTo(OpenSshCertificate.Type.USER);
    assertThat(certificate.getPrincipals()).containsExactly("alice");
    assertThat(KeyUtils.compareKeys(certificate.getCertPubKey(), subject)).isTrue();
    assertThat(OpenSshCertificate.isValidAt(certificate, before)).isTrue();
    assertThat(OpenSshCertificate.isValidAt(certificate, before.plusSeconds(178))).isTrue();
    assertThat(OpenSshCertificate.isValidAt(certificate, Instant.now().plusSeconds(181))).isFalse();
  }

  @Test
  void signsWithTheTrustedKey() throws Exception {
    OpenSshCertificate certificate =
        CertificateAuthority.in(state)
            .issue(KeyFile.generate().getPublic(), "alice", Duration.ofMinutes(1));

    AuthorizedKeyEntry trust =
        AuthorizedKeyEntry.readAuthorizedKeys(state.trustedUserAuthority()).get(0);
    Signature signature = BuiltinSignatures.ed25519.create();
    signature.initVerifier(null, trust.resolvePublicKey(null, null));
    signature.update(null, certificate.getMessage());
    assertThat(signature.verify(null, certificate.getSignature())).isTrue();
    assertThat(trust.getLoginOptions()).containsOnlyKeys("cert-authority");
  }

  @Test
  void keepsItsKeyAndRepeatsNoSerialBetweenRuns() throws Exception {
    PublicKey subject = KeyFile.generate().getPublic();
    OpenSshCertificate first =
        CertificateAuthority.in(state).issue(subject, "alice", Duration.ofMinutes(1));
    Thread.sleep(2); // serials start at the time of the start, in milliseconds
    OpenSshCertificate second =
        CertificateAuthority.in(state).issue(subject, "alice", Duration.ofMinutes(1));

    assertThat(KeyUtils.compareKeys(first.getCaPubKey(), second.getCaPubKey())).isTrue();
    assertThat(second.getSerial()).isGreaterThan(first.getSerial());
  }
}
