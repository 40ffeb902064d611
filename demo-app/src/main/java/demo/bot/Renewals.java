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
 * Renews the bot's certificate at regular intervals. After a failure it retries: after one second,
 * then after twice as long each time, but not later than the next regular renewal.
 */
final class Renewals implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger("renewal");
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final CertificateAuthority authority;
  private final IdentityOutput output;
  private final Schedule schedule;
  private final Thread thread = new Thread(this::run, "renewal");

  // Used by the thread only.
  private long attempts;
  private int consecutiveFailures;

  /**
   * For whom certificates are issued, and when.
   *
   * @param login the user name in the certificates
   * @param every the time between two renewals
   * @param lifetime how long a certificate is valid
   * @param failures decides which attempts fail
   */
  record Schedule(String login, Duration every, Duration lifetime, FailurePlan failures) {}

  Renewals(CertificateAuthority authority, IdentityOutput output, Schedule schedule) {
    this.authority = authority;
    this.output = output;
    this.schedule = schedule;
  }

  /** Starts the thread; the first renewal is immediate. */
  void start() {
    thread.start();
  }

  /** Ends the thread, and waits for it. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(tryToRenew().toMillis());
      }
    } catch (InterruptedException e) {
      LOG.debug("closed", e);
    }
  }

  /** Makes one attempt; returns the time to wait before the next. */
  private Duration tryToRenew() {
    attempts++;
    try {
      OpenSshCertificate certificate = renew();
      consecutiveFailures = 0;
      LOG.info(
          "renewed: certificate {} valid until {}",
          certificate.getSerial(),
          validUntil(certificate));
      return schedule.every();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      Duration pause = retryAfter(consecutiveFailures++);
      LOG.warn("renewal failed: {}; retrying in {} ms", e.getMessage(), pause.toMillis());
      return pause;
    }
  }

  private OpenSshCertificate renew() throws IOException, GeneralSecurityException {
    if (schedule.failures().fails(attempts)) {
      throw new IOException("the authority did not answer (because of --fail-renewals)");
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

  private static Instant validUntil(OpenSshCertificate certificate) {
    return Instant.ofEpochSecond(certificate.getValidBefore()).truncatedTo(ChronoUnit.SECONDS);
  }
}
