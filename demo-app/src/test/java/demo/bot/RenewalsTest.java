package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RenewalsTest {

  @TempDir private Path directory;
  private Path output;
  private CertificateAuthority authority;
  private IdentityOutput identity;

  @BeforeAll
  static void raiseTimeoutForBusyMachines() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
  }

  @BeforeEach
  void prepare() throws Exception {
    StateDirectory state = StateDirectory.open(directory);
    output = state.output();
    authority = CertificateAuthority.in(state);
    identity = IdentityOutput.create(output);
  }

  @Test
  void renewsTheCertificateOfTheSameKey() throws Exception {
    byte[] key = Files.readAllBytes(output.resolve("id"));
    try (Renewals renewals = renewals(new FailurePlan(0))) {
      renewals.start();
      await().until(() -> Files.exists(output.resolve("id-cert.pub")));
      long first = certificate().getSerial();

      await().until(() -> certificate().getSerial() > first + 2);
      assertThat(KeyUtils.compareKeys(certificate().getCertPubKey(), identity.publicKey()))
          .isTrue();
      assertThat(output.resolve("id")).hasBinaryContent(key);
    }
  }

  @Test
  void failsAsPlannedAndRetries() throws Exception {
    try (Renewals renewals = renewals(new FailurePlan(2))) {
      renewals.start();

      await().until(() -> Files.exists(output.resolve("id-cert.pub")));
      long first = certificate().getSerial();
      await().until(() -> certificate().getSerial() > first + 2);
    }
  }

  @Test
  void issuesNothingWhenEveryRenewalFails() throws Exception {
    try (Renewals renewals = renewals(new FailurePlan(1))) {
      renewals.start();

      await()
          .during(Duration.ofMillis(300))
          .until(() -> Files.notExists(output.resolve("id-cert.pub")));
    }
  }

  @Test
  void recoversWhenTheOutputIsWritableAgain() throws Exception {
    Path aside = directory.resolve("aside");
    Files.move(output, aside);
    try (Renewals renewals = renewals(new FailurePlan(0))) {
      renewals.start();
      Thread.sleep(50); // several renewals that fail
      Files.move(aside, output);

      await().until(() -> Files.exists(output.resolve("id-cert.pub")));
    }
  }

  @Test
  void endsItsThread() throws Exception {
    Renewals renewals = renewals(new FailurePlan(0));
    renewals.start();
    renewals.close();

    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("renewal")));
  }

  @Test
  void deletesTheCertificateOfAnEarlierRun() throws Exception {
    identity.write(authority.issue(identity.publicKey(), "bot", Duration.ofMinutes(1)));

    IdentityOutput.create(output);

    assertThat(output.resolve("id-cert.pub")).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void writesFilesThatOnlyTheOwnerReads() throws Exception {
    identity.write(authority.issue(identity.publicKey(), "bot", Duration.ofMinutes(1)));

    for (String name : new String[] {"id", "id.pub", "id-cert.pub"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void plansFailures() {
    assertThat(FailurePlan.NONE.fails(1)).isFalse();
    assertThat(new FailurePlan(3).fails(2)).isFalse();
    assertThat(new FailurePlan(3).fails(3)).isTrue();
    assertThat(new FailurePlan(1).fails(1)).isTrue();
  }

  private Renewals renewals(FailurePlan failures) {
    return new Renewals(
        authority,
        identity,
        new Renewals.Schedule("bot", Duration.ofMillis(5), Duration.ofMinutes(1), failures));
  }

  private OpenSshCertificate certificate() throws IOException {
    String line = Files.readString(output.resolve("id-cert.pub"), StandardCharsets.UTF_8);
    try {
      return (OpenSshCertificate)
          PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null);
    } catch (java.security.GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
