package demo.bot;

import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the bot's certificate again and again. A renewal that failed is tried again, first after a
 * second, then after twice as long each time, but never later than the next regular one.
 */
final class Renewals implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger("renewal");
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final CertificateAuthority authority;
  private final IdentityOutput output;
  private final Schedule schedule;
  private final Thread thread = new Thread(this::renewAgainAndAgain, "renewal");

  // Both belong to the thread above.
  private long attempts;
  private int failuresInARow;

  /**
   * Who gets certificates, and when.
   *
   * @param login the user name that they are for
   * @param every the time between two renewals
   * @param lifetime how long a certificate is valid
   * @param failures which attempts are to fail
   */
  record Schedule(String login, Duration every, Duration lifetime, FailurePlan failures) {}

  Renewals(CertificateAuthority authority, IdentityOutput output, Schedule schedule) {
    this.authority = authority;
    this.output = output;
    this.schedule = schedule;
  }

  /** Begins with a renewal at once. */
  void start() {
    thread.start();
  }

  /** Ends the renewals; one that is being written is finished before. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renewAgainAndAgain() {
    try {
      while (true) {
        Thread.sleep(renewOrComplain().toMillis());
      }
    } catch (InterruptedException e) {
      LOG.debug("closed", e);
    }
  }

  /** One attempt; returns how long to wait for the next. */
  private Duration renewOrComplain() {
    attempts++;
    try {
      OpenSshCertificate certificate = renew();
      failuresInARow = 0;
      LOG.info("renewed: certificate {} valid until {}", certificate.getSerial(), end(certificate));
      return schedule.every();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      Duration pause = retryAfter(failuresInARow++);
      LOG.warn("renewal failed: {}; trying again in {} ms", e.getMessage(), pause.toMillis());
      return pause;
    }
  }

  private OpenSshCertificate renew() throws IOException, GeneralSecurityException {
    if (schedule.failures().fails(attempts)) {
      throw new IOException("the authority did not answer (as --fail-renewals asks for)");
    }
    OpenSshCertificate certificate =
        authority.issue(output.publicKey(), schedule.login(), schedule.lifetime());
    output.write(certificate);
    return certificate;
  }

  private Duration retryAfter(int earlierFailures) {
    Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(earlierFailures, 20));
    return pause.compareTo(schedule.every()) < 0 ? pause : schedule.every();
  }

  private static Instant end(OpenSshCertificate certificate) {
    return Instant.ofEpochSecond(certificate.getValidBefore()).truncatedTo(ChronoUnit.SECONDS);
  }
}
