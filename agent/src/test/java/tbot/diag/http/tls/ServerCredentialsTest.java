package tbot.diag.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.config.TlsOptions;

/** Files that can be used, and the line for each that cannot. */
@Timeout(300)
class ServerCredentialsTest {

  private final Instant now = Instant.now();

  @TempDir private static Path directory;

  private static TestPki pki;

  @BeforeAll
  static void makeCertificates() throws Exception {
    pki = new TestPki(directory);
    pki.authority("root");
    pki.intermediate("intermediate", "root");
    pki.certificate("leaf", TestPki.P256, "intermediate");
    pki.certificate("rsa", TestPki.RSA, "root");
  }

  private ServerCredentials read(TlsOptions options) {
    return ServerCredentials.read(options, now);
  }

  private void assertRefused(TlsOptions options, String message) {
    assertThatThrownBy(() -> read(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message.replace("DIR", directory.toString()));
  }

  private void assertCertificateRefused(String certificate, String message) {
    assertRefused(
        pki.options(certificate, "leaf.key"), "tls_cert: DIR/" + certificate + ": " + message);
  }

  private void assertKeyRefused(String key, String message) {
    assertRefused(pki.options("leaf.pem", key), "tls_key: DIR/" + key + ": " + message);
  }

  @Test
  void readsCertificateAndKeyFromOneFile() throws Exception {
    pki.write("one.pem", pki.text("leaf.key") + pki.text("leaf.pem"));
    assertThat(read(pki.options("one.pem", "one.pem")).context.getProtocol()).isEqualTo("TLS");
  }

  @Test
  void skipsTextAroundBlocks() throws Exception {
    String certificate = pki.openSsl.run("x509 -in leaf.pem -text");
    String text =
        "\uFEFF"
            + certificate
            + "\nBag Attributes\n  friendlyName: x\n"
            + pki.text("intermediate.pem");
    pki.write("text.pem", text.replace("\n", "\r\n"));
    pki.write(
        "text.key", "Bag Attributes\nKey Attributes: <No Attributes>\n" + pki.text("leaf.key"));
    assertThat(certificate).startsWith("Certificate:");
    assertThat(read(pki.options("text.pem", "text.key")).expiry).isAfter(now);
  }

  @Test
  void keepsFewSessions() {
    var sessions = read(pki.options("leaf.pem", "leaf.key")).context.getServerSessionContext();
    assertThat(sessions.getSessionCacheSize()).isEqualTo(100);
    assertThat(sessions.getSessionTimeout()).isEqualTo(600);
  }

  @Test
  void refusesMissingFiles() {
    assertCertificateRefused("none.pem", "no such file");
    assertKeyRefused("none.key", "no such file");
    assertRefused(
        pki.options("tls_cert=leaf.pem,tls_key=leaf.key,tls_client_ca=none.pem"),
        "tls_client_ca: DIR/none.pem: no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the file is empty",
        "' '|the file is empty",
        "hello|not PEM: no line -----BEGIN ...-----",
        "-----BEGIN CERTIFICATE|line 1 is not complete: -----BEGIN ...-----",
        "-----BEGIN CERTIFICATE-----|the block CERTIFICATE in line 1 has no end",
        "-----BEGIN CERTIFICATE-----ä-----END CERTIFICATE-----|the block CERTIFICATE in line 1 is not Base64",
        "-----BEGIN CERTIFICATE REQUEST----------END CERTIFICATE REQUEST-----|no certificate in it, only CERTIFICATE REQUEST",
      })
  void refusesWhatIsNoCertificate(String text, String message) throws Exception {
    pki.write("bad.pem", text);
    assertCertificateRefused("bad.pem", message);
  }

  @Test
  void namesTheLineOfABlock() throws Exception {
    pki.write("cut.pem", "\n" + pki.text("leaf.pem") + "\n-----BEGIN CERTIFICATE-----\nMII");
    long line = pki.text("leaf.pem").lines().count() + 3;
    assertCertificateRefused("cut.pem", "the block CERTIFICATE in line " + line + " has no end");
  }

  @Test
  void refusesACertificateThatCannotBeParsed() throws Exception {
    pki.write(
        "bad.pem",
        pki.text("leaf.pem") + "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(() -> read(pki.options("bad.pem", "leaf.key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "tls_cert: " + pki.path("bad.pem") + ": certificate 2 cannot be parsed: ");
  }

  @Test
  void refusesBinaryFiles() throws Exception {
    String message = "not PEM but binary, such as DER or PKCS #12; convert it with openssl";
    pki.openSsl.run("x509 -in leaf.pem -outform DER -out leaf.der");
    assertCertificateRefused("leaf.der", message);
    pki.openSsl.run("pkey -in leaf.key -outform DER -out key.der");
    assertKeyRefused("key.der", message);
    pki.openSsl.run("pkcs12 -export -in leaf.pem -inkey leaf.key -passout pass:x -out leaf.p12");
    assertKeyRefused("leaf.p12", message);
    Files.writeString(pki.path("utf16.pem"), pki.text("leaf.pem"), StandardCharsets.UTF_16);
    assertCertificateRefused("utf16.pem", message);
  }

  @Test
  void refusesFilesThatAreMixedUp() throws Exception {
    assertRefused(
        pki.options("leaf.key", "leaf.pem"),
        "tls_cert: DIR/leaf.key: no certificate in it, only PRIVATE KEY");
    pki.write("private.pem", pki.text("leaf.pem"));
    assertKeyRefused(
        "private.pem",
        "no private key in it, only CERTIFICATE; valid are PRIVATE KEY, ENCRYPTED PRIVATE KEY,"
            + " RSA PRIVATE KEY and EC PRIVATE KEY");
    assertRefused(
        pki.options("tls_cert=leaf.pem,tls_key=leaf.key,tls_client_ca=leaf.key"),
        "tls_client_ca: DIR/leaf.key: no certificate in it, only PRIVATE KEY");
  }

  @Test
  void refusesAKeyThatDoesNotFit() throws Exception {
    assertKeyRefused("root.key", "the key does not fit the certificate in " + pki.path("leaf.pem"));
    pki.openSsl.run("genpkey " + TestPki.RSA + " -out other.key");
    assertRefused(
        pki.options("rsa.pem", "other.key"),
        "tls_key: DIR/other.key: the key does not fit the certificate in DIR/rsa.pem");
    assertKeyRefused(
        "rsa.key",
        "the key does not fit the certificate in DIR/leaf.pem, which is for a key of EC");
  }

  @Test
  void refusesACertificateThatIsNotValidNow() throws Exception {
    TlsOptions options = pki.options("leaf.pem", "leaf.key");
    Instant expiry = read(options).expiry;
    Instant late = expiry.plusSeconds(1);
    assertThatThrownBy(() -> ServerCredentials.read(options, late))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tls_cert: %s: the certificate has expired on %s; it is now %s"
                .formatted(pki.path("leaf.pem"), expiry, late));
    Instant begin = expiry.minus(Duration.ofDays(10));
    Instant early = begin.minusSeconds(1);
    assertThatThrownBy(() -> ServerCredentials.read(options, early))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tls_cert: %s: the certificate is not valid before %s; it is now %s"
                .formatted(pki.path("leaf.pem"), begin, early));
    assertThat(ServerCredentials.read(options, begin).expiry).isEqualTo(expiry);
    assertThat(ServerCredentials.read(options, expiry).expiry).isEqualTo(expiry);
  }

  @Test
  void acceptsAChainWhoseRootHasExpired() throws Exception {
    pki.openSsl.run("genpkey " + TestPki.P256 + " -out short.key");
    pki.openSsl.run("req -x509 -key short.key -subj /CN=short -days 1 -out short.pem");
    pki.certificate("long", TestPki.P256, "short");
    pki.write("both.pem", pki.text("long.pem") + pki.text("short.pem"));
    Instant later = now.plus(Duration.ofDays(2));
    assertThat(ServerCredentials.read(pki.options("both.pem", "long.key"), later).expiry)
        .isAfter(later);
  }

  @Test
  void refusesAChainThatIsOutOfOrder() throws Exception {
    String order = "; the server's own must be the first, then each one's issuer";
    pki.write("reversed.pem", pki.text("intermediate.pem") + pki.text("leaf.pem"));
    assertCertificateRefused(
        "reversed.pem",
        "certificate 2 (CN=leaf) is not the issuer of certificate 1 (CN=intermediate)" + order);
    pki.write("gap.pem", pki.text("leaf.pem") + pki.text("root.pem"));
    assertCertificateRefused(
        "gap.pem", "certificate 2 (CN=root) is not the issuer of certificate 1 (CN=leaf)" + order);
    pki.write(
        "swapped.pem", pki.text("leaf.pem") + pki.text("root.pem") + pki.text("intermediate.pem"));
    assertCertificateRefused(
        "swapped.pem",
        "certificate 2 (CN=root) is not the issuer of certificate 1 (CN=leaf)" + order);
    pki.write(
        "whole.pem", pki.text("leaf.pem") + pki.text("intermediate.pem") + pki.text("root.pem"));
    assertThat(read(pki.options("whole.pem", "leaf.key")).expiry).isAfter(now);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rw--w----", "rw-r-x---"})
  void refusesAKeyThatOthersCanReachForItsMode(String permissions) throws Exception {
    Path key = pki.mode(pki.write("open.key", pki.text("leaf.key")), permissions);
    assertThatThrownBy(() -> read(pki.options("leaf.pem", "open.key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "tls_key: "
                + key
                + ": open to other users \\(mode 0\\d+\\); use mode 0600, or 0640 if"
                + " root owns it");
  }

  @Test
  void readsKubernetesLinks() throws Exception {
    Path data = Files.createDirectory(pki.path("..2026"));
    Files.writeString(data.resolve("tls.crt"), pki.text("leaf.pem"));
    pki.mode(Files.writeString(data.resolve("tls.key"), pki.text("leaf.key")), "r--------");
    Files.createSymbolicLink(pki.path("..data"), Path.of("..2026"));
    Files.createSymbolicLink(pki.path("tls.crt"), Path.of("..data/tls.crt"));
    Files.createSymbolicLink(pki.path("tls.key"), Path.of("..data/tls.key"));
    assertThat(read(pki.options("tls.crt", "tls.key")).expiry).isAfter(now);
  }
}
