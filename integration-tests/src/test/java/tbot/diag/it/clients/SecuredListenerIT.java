package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.CredentialFiles;
import tbot.diag.it.driver.GoTool;
import tbot.diag.it.driver.TestCertificates;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Command;
import tbot.diag.it.machine.LocalPort;

/** The listener with TLS and logins, and real clients. */
@OnEachJvm
@Timeout(600)
class SecuredListenerIT {

  private static final String TOKEN = "a-token-of-this-test";

  @TempDir Path folder;
  private TestCertificates certificates;

  @BeforeEach
  void makeCertificates() throws Exception {
    ClientProgram.orSkip("curl", "curl");
    certificates = new TestCertificates(folder).issue("bot");
  }

  private String tls() {
    return ",tls_cert=" + certificates.certificate("bot") + ",tls_key=" + certificates.key("bot");
  }

  private static ChildJvm host(String options) throws IOException {
    return ChildJvm.java()
        .agent("diag_addr=127.0.0.1:0,debug" + options)
        .run("tbot.diag.hosts.IdleHost");
  }

  private Path secret(String name, String content) throws IOException {
    return new CredentialFiles(folder).secret(name, content);
  }

  private Path logins() throws Exception {
    return new CredentialFiles(folder).logins("prometheus", "open sesame");
  }

  private String curl(String url, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("curl", "-sS", "--cacert", certificates.authority().toString()));
    words.addAll(List.of(more));
    words.add(url);
    return Command.of(words).run(folder).output();
  }

  private String statusOf(String url, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}"));
    words.addAll(List.of(more));
    return curl(url, words.toArray(new String[0]));
  }

  private static String url(ChildJvm host, String path) {
    return "https://localhost:" + host.awaitDiagPort() + path;
  }

  @Test
  void passwordsAndTokensOpenAllButTheProbes() throws Exception {
    Path tokens = secret("tokens", "# of the alerting\n" + TOKEN + "\n");
    try (ChildJvm host = host(tls() + ",auth_file=" + logins() + ",token_file=" + tokens)) {
      assertThat(curl(url(host, "/livez"))).isEqualTo("OK");
      assertThat(statusOf(url(host, "/readyz"))).isEqualTo("200");
      assertThat(statusOf(url(host, "/metrics"))).isEqualTo("401");
      assertThat(statusOf(url(host, "/metrics"), "-u", "prometheus:wrong")).isEqualTo("401");
      assertThat(statusOf(url(host, "/metrics"), "-u", "prometheus:open sesame")).isEqualTo("200");
      String bearer = "Authorization: Bearer " + TOKEN;
      assertThat(statusOf(url(host, "/debug/pprof/cmdline"), "-H", bearer)).isEqualTo("200");
      assertThat(host.stderr()).noneMatch(line -> line.contains(TOKEN) || line.contains("sesame"));
    }
  }

  @Test
  void goToolPprofTakesAProfileWithAPassword() throws Exception {
    // The tool of the Go distribution ignores -tls_ca; it takes the system's authorities.
    GoTool go =
        new GoTool(folder).environment("SSL_CERT_FILE", certificates.authority().toString());
    try (ChildJvm host = host(tls() + ",auth_file=" + logins())) {
      String address =
          "https://prometheus:open%20sesame@localhost:"
              + host.awaitDiagPort()
              + "/debug/pprof/goroutine";
      assertThat(go.pprof("-top", address)).contains("Type: goroutine");
    }
  }

  @Test
  void googlesPprofPresentsItsCertificate() throws Exception {
    certificates.issue("client");
    GoTool pprof = GoTool.ofGoogle(Files.createDirectory(folder.resolve("go")));
    try (ChildJvm host = host(tls() + ",tls_client_ca=" + certificates.authority())) {
      String address = url(host, "/debug/pprof/goroutine");
      String authority = certificates.authority().toString();
      assertThat(
              pprof.pprof(
                  "-top",
                  "-tls_ca=" + authority,
                  "-tls_cert=" + certificates.certificate("client"),
                  "-tls_key=" + certificates.key("client"),
                  address))
          .contains("Type: goroutine");
      assertThat(pprof.tryPprof("-top", "-tls_ca=" + authority, address).output())
          .contains("certificate");
    }
  }

  @Test
  void clientsWithoutACertificateAreTurnedAway() throws Exception {
    certificates.issue("client");
    try (ChildJvm host = host(tls() + ",tls_client_ca=" + certificates.authority())) {
      String goroutine = url(host, "/debug/pprof/goroutine");
      assertThat(statusOf(goroutine)).contains("000");
      assertThat(
              statusOf(
                  goroutine,
                  "--cert",
                  certificates.certificate("client").toString(),
                  "--key",
                  certificates.key("client").toString()))
          .isEqualTo("200");
      Command.Result without =
          Command.of(
                  List.of(
                      "openssl",
                      "s_client",
                      "-connect",
                      "127.0.0.1:" + host.awaitDiagPort(),
                      "-CAfile",
                      certificates.authority().toString(),
                      "-ign_eof"))
              .run(folder);
      assertThat(without.output()).contains("alert");
    }
  }

  @Test
  void aRenewedCertificateIsUsedAndABrokenOneIsNot() throws Exception {
    try (ChildJvm host = host(tls())) {
      assertThat(served(host)).contains("CN = bot");
      Path renewed =
          new TestCertificates(Files.createDirectory(folder.resolve("new")))
              .issue("renewed")
              .certificate("renewed");
      certificates.issue("other");
      Files.move(
          certificates.key("other"), certificates.key("bot"), StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          certificates.certificate("other"),
          certificates.certificate("bot"),
          StandardCopyOption.REPLACE_EXISTING);
      Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> served(host).contains("other"));

      Files.copy(renewed, certificates.certificate("bot"), StandardCopyOption.REPLACE_EXISTING);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  served(host).contains("other")
                      && host.stderr().stream().anyMatch(line -> line.contains("stays in use")));
    }
  }

  /** What a client sees of the certificate. */
  private String served(ChildJvm host) throws Exception {
    return Command.of(
            List.of("openssl", "s_client", "-connect", "127.0.0.1:" + host.awaitDiagPort()))
        .run(folder)
        .output();
  }

  @Test
  void anAttachTurnsProtectionOnAndOff() throws Exception {
    try (ChildJvm host = host("")) {
      String address = "diag_addr=127.0.0.1:" + host.awaitDiagPort();
      String plain = "http://127.0.0.1:" + host.awaitDiagPort() + "/metrics";
      assertThat(statusOf(plain)).isEqualTo("200");

      Attach.agent(host, address + tls() + ",auth_file=" + logins());
      assertThat(statusOf(plain)).isNotEqualTo("200");
      assertThat(statusOf(url(host, "/metrics"))).isEqualTo("401");
      assertThat(statusOf(url(host, "/metrics"), "-u", "prometheus:open sesame")).isEqualTo("200");

      Attach.refused(host, address + ",tls_cert=" + certificates.certificate("bot"));
      assertThat(statusOf(url(host, "/metrics"))).as("what was in force before").isEqualTo("401");

      Attach.agent(host, address);
      assertThat(statusOf(plain)).isEqualTo("200");
    }
  }

  @Test
  void warnsOnceOfEachRiskBeyondLoopback() throws Exception {
    String address = "diag_addr=:" + LocalPort.free();
    try (ChildJvm host = ChildJvm.java().agent(address).run("tbot.diag.hosts.IdleHost")) {
      host.awaitDiagPort();
      String login = ",auth_file=" + logins();
      Attach.agent(host, address);
      Attach.agent(host, address + login);
      Attach.agent(host, address + login);
      Attach.agent(host, address + login + tls());
      host.endInput();
      assertThat(host.awaitExit()).isZero();
      assertThat(host.stderr().stream().filter(line -> line.startsWith("tbot-diag: warning")))
          .satisfiesExactly(
              open -> assertThat(open).contains("may ask for everything"),
              readable ->
                  assertThat(readable)
                      .isEqualTo(
                          "tbot-diag: warning: "
                              + address.replace("=", ": ")
                              + " is not on loopback, and whoever sees its traffic can read the"
                              + " passwords and tokens; tls_cert and tls_key encrypt it"));
    }
  }

  @Test
  void nothingIsServedHalfProtected() throws Exception {
    certificates.issue("other");
    Path open = Files.copy(certificates.key("bot"), folder.resolve("open.key"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    String certificate = ",tls_cert=" + certificates.certificate("bot");
    assertOneLine(certificate, "tls_cert: needs tls_key");
    assertOneLine(certificate + ",tls_key=" + certificates.key("other"), "tls_key: ");
    assertOneLine(certificate + ",tls_key=" + open, "tls_key: ");
    assertOneLine(certificate + ",tls_key=" + folder.resolve("none"), "tls_key: ");
    assertOneLine(",auth_file=" + secret("bad", "prometheus:plain\n"), "auth_file: ");
    assertOneLine(",token_file=" + secret("short", "x\n"), "token_file: ");
  }

  private static void assertOneLine(String options, String message) throws Exception {
    try (ChildJvm host =
        ChildJvm.java().agent("diag_addr=127.0.0.1:0" + options).run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      host.awaitStderr("tbot-diag:");
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      assertThat(host.stderr()).hasSize(1);
      assertThat(host.stderr().get(0)).startsWith("tbot-diag: error: " + message);
    }
  }
}
