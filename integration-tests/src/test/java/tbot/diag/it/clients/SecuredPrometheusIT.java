package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.CredentialFiles;
import tbot.diag.it.driver.Prometheus;
import tbot.diag.it.driver.TestCertificates;
import tbot.diag.it.jvm.ChildJvm;

/** A real Prometheus server scrapes listeners that demand certificates, passwords and tokens. */
@Timeout(600)
class SecuredPrometheusIT {

  private static final String USER = "scraper";
  private static final String PASSWORD = "a password, of this test";
  private static final String TOKEN = "a-token-of-this-test";

  @TempDir private static Path folder;

  private static ChildJvm certified;
  private static ChildJvm loggedIn;
  private static Prometheus prometheus;

  @BeforeAll
  static void start() throws Exception {
    ClientProgram.orSkip("prometheus", "prometheus");
    TestCertificates certificates = new TestCertificates(folder).issue("bot").issue("client");
    certified =
        host(
            "tls_cert=%s,tls_key=%s,tls_client_ca=%s"
                .formatted(
                    certificates.certificate("bot"),
                    certificates.key("bot"),
                    certificates.authority()));
    CredentialFiles files = new CredentialFiles(folder);
    loggedIn =
        host(
            "auth_file=%s,token_file=%s"
                .formatted(files.logins(USER, PASSWORD), files.secret("tokens", TOKEN + "\n")));
    prometheus =
        Prometheus.start(
            folder,
            "scrape_configs:\n"
                + certificateJob("certificate", certificates)
                + passwordJob("password", files.secret("scraper-password", PASSWORD))
                + passwordJob("wrong-password", files.secret("wrong-password", "not " + PASSWORD))
                // Fewer failures than the ten a minute after which the answer is another one.
                + "    scrape_interval: 7s\n    scrape_timeout: 7s\n"
                + tokenJob("token", files.secret("scraper-token", TOKEN)));
  }

  private static ChildJvm host(String options) throws Exception {
    return ChildJvm.java()
        .agent("diag_addr=127.0.0.1:0," + options)
        .run("tbot.diag.hosts.IdleHost");
  }

  private static String certificateJob(String name, TestCertificates certificates) {
    return """
      - job_name: %s
        scheme: https
        tls_config:
          ca_file: %s
          cert_file: %s
          key_file: %s
        static_configs: [{targets: ['localhost:%d']}]
    """
        .formatted(
            name,
            certificates.authority(),
            certificates.certificate("client"),
            certificates.key("client"),
            certified.awaitDiagPort());
  }

  private static String passwordJob(String name, Path password) {
    return """
      - job_name: %s
        basic_auth:
          username: %s
          password_file: %s
        static_configs: [{targets: ['localhost:%d']}]
    """
        .formatted(name, USER, password, loggedIn.awaitDiagPort());
  }

  private static String tokenJob(String name, Path token) {
    return """
      - job_name: %s
        authorization:
          credentials_file: %s
        static_configs: [{targets: ['localhost:%d']}]
    """
        .formatted(name, token, loggedIn.awaitDiagPort());
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (loggedIn != null) {
      loggedIn.close();
    }
    if (certified != null) {
      certified.close();
    }
  }

  private static void assertScraped(String job) {
    String time = prometheus.awaitUp(job, true);
    assertThat(prometheus.queryAt(time, "process_cpu_seconds_total{job=\"" + job + "\"}"))
        .contains("\"value\"");
  }

  @Test
  void scrapesOverTlsWithAClientCertificate() {
    assertScraped("certificate");
  }

  @Test
  void scrapesWithAPassword() {
    assertScraped("password");
  }

  @Test
  void scrapesWithAToken() {
    assertScraped("token");
  }

  @Test
  void aWrongPasswordIsATargetThatIsDown() {
    prometheus.awaitUp("wrong-password", false);
    prometheus.awaitLastError("wrong-password", "server returned HTTP status 401 Unauthorized");
  }
}
