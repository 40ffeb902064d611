package tbot.diag.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.config.TlsOptions;

/** Certificates that are renewed while the listener serves. */
@Timeout(300)
class ServerTlsTest {

  /** The time that passes when the test says so. */
  private static final class TestClock extends Clock {
    private Instant now = Instant.now();

    void advance(Duration time) {
      now = now.plus(time);
    }

    void advance() {
      advance(Duration.ofSeconds(1));
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir private static Path directory;

  private static TestPki pki;

  private final TestClock clock = new TestClock();
  private final List<String> warnings = new ArrayList<>();

  private TlsOptions options;
  private ServerTls tls;
  private TlsListener listener;
  private JdkClient client;

  @BeforeAll
  static void makeCertificates() throws Exception {
    pki = new TestPki(directory);
    pki.authority("root");
    pki.authority("new-root");
    pki.certificate("old", TestPki.P256, "root");
    pki.certificate("new", TestPki.RSA, "root");
    pki.certificate("client", TestPki.P256, "root");
    pki.certificate("new-client", TestPki.P256, "new-root");
  }

  @BeforeEach
  void listen() throws Exception {
    replace("old.pem", "server.pem");
    replace("old.key", "server.key");
    client = JdkClient.of(pki, "root", null);
    listen("tls_cert=server.pem,tls_key=server.key");
  }

  private void listen(String arguments) throws Exception {
    close();
    options = pki.options(arguments);
    tls = new ServerTls(options, clock, warnings::add);
    listener = new TlsListener(tls);
  }

  @AfterEach
  void close() {
    if (listener != null) {
      listener.close();
    }
  }

  /** Replaces a file by another one with the same name, as {@code mv} does. */
  private static void replace(String from, String to) throws Exception {
    Path copy = Files.copy(pki.path(from), pki.path("copy"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(
        copy, pki.path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String served() throws Exception {
    return client.serverName(listener.port);
  }

  @Test
  void servesARenewedCertificate() throws Exception {
    assertThat(served()).isEqualTo("old");
    replace("new.pem", "server.pem");
    replace("new.key", "server.key");
    assertThat(served()).isEqualTo("old");
    clock.advance();
    assertThat(served()).isEqualTo("new");
    assertThat(warnings).isEmpty();
  }

  @Test
  void servesWhatWasRewrittenInPlace() throws Exception {
    Files.writeString(pki.path("server.pem"), pki.text("new.pem"));
    Files.writeString(pki.path("server.key"), pki.text("new.key"));
    clock.advance();
    assertThat(served()).isEqualTo("new");
  }

  @Test
  void servesWhatAKubernetesSecretHoldsNow() throws Exception {
    Path volume = Files.createTempDirectory(directory, "volume");
    for (String name : List.of("old", "new")) {
      Path data = Files.createDirectory(volume.resolve(".." + name));
      Files.copy(pki.path(name + ".pem"), data.resolve("tls.crt"));
      Files.copy(
          pki.path(name + ".key"), data.resolve("tls.key"), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("..old"));
    Files.createSymbolicLink(volume.resolve("tls.crt"), Path.of("..data/tls.crt"));
    Files.createSymbolicLink(volume.resolve("tls.key"), Path.of("..data/tls.key"));
    String name = volume.getFileName().toString();
    listen("tls_cert=" + name + "/tls.crt,tls_key=" + name + "/tls.key");
    assertThat(served()).isEqualTo("old");

    Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..new"));
    Files.move(
        volume.resolve("..data_tmp"), volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    clock.advance();
    assertThat(served()).isEqualTo("new");
    assertThat(warnings).isEmpty();
  }

  @Test
  void servesAKeyThatComesAfterItsCertificate() throws Exception {
    replace("new.pem", "server.pem");
    clock.advance();
    assertThat(served()).isEqualTo("old");
    replace("new.key", "server.key");
    clock.advance();
    assertThat(served()).isEqualTo("new");
    assertThat(warnings).isEmpty();
  }

  @Test
  void keepsTheOldCertificateAndWarnsOnceForEachChange() throws Exception {
    Files.writeString(pki.path("server.pem"), "broken");
    for (int i = 0; i < 100; i++) {
      clock.advance();
      assertThat(served()).isEqualTo("old");
    }
    String suffix = "; the certificate read before stays in use";
    String notPem =
        "tls_cert: " + pki.path("server.pem") + ": not PEM: no line -----BEGIN ...-----" + suffix;
    assertThat(warnings).containsExactly(notPem);

    replace("new.pem", "server.pem");
    clock.advance();
    tls.context();
    clock.advance();
    assertThat(served()).isEqualTo("old");
    assertThat(warnings)
        .containsExactly(
            notPem,
            "tls_key: %s: the key does not fit the certificate in %s, which is for a key of RSA"
                    .formatted(pki.path("server.key"), pki.path("server.pem"))
                + suffix);

    replace("new.key", "server.key");
    clock.advance();
    assertThat(served()).isEqualTo("new");
    assertThat(warnings).hasSize(2);
  }

  @Test
  void keepsTheOldCertificateIfFilesVanishOrAreOpenToOthers() throws Exception {
    Files.delete(pki.path("server.key"));
    clock.advance();
    tls.context();
    clock.advance();
    assertThat(served()).isEqualTo("old");
    replace("new.key", "server.key");
    replace("new.pem", "server.pem");
    pki.mode(pki.path("server.key"), "rw-r--r--");
    clock.advance();
    tls.context();
    clock.advance();
    assertThat(served()).isEqualTo("old");
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).contains("no such file");
    assertThat(warnings.get(1)).contains("open to other users (mode 0644)");
    pki.mode(pki.path("server.key"), "rw-------");
    clock.advance();
    assertThat(served()).isEqualTo("new");
  }

  @Test
  void servesACertificateOnceItIsValid() throws Exception {
    pki.certificateOfTomorrow("tomorrow");
    SSLContext old = tls.context();
    replace("tomorrow.pem", "server.pem");
    replace("tomorrow.key", "server.key");
    for (int i = 0; i < 3; i++) {
      clock.advance();
      assertThat(tls.context()).isSameAs(old);
    }
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains(": the certificate is not valid before ");
    clock.advance(Duration.ofDays(1).plusMinutes(1));
    assertThat(tls.context()).isNotSameAs(old);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void looksAtTheFilesAtMostOnceASecond() throws Exception {
    SSLContext old = tls.context();
    replace("new.pem", "server.pem");
    replace("new.key", "server.key");
    clock.advance(Duration.ofMillis(999));
    assertThat(tls.context()).isSameAs(old);
    clock.advance(Duration.ofMillis(1));
    SSLContext renewed = tls.context();
    assertThat(renewed).isNotSameAs(old);
    clock.advance(Duration.ofHours(1));
    assertThat(tls.context()).isSameAs(renewed);
  }

  @Test
  void goesOnWhenTheClockIsSetBack() throws Exception {
    clock.advance(Duration.ofHours(2));
    tls.context();
    replace("new.pem", "server.pem");
    replace("new.key", "server.key");
    clock.advance(Duration.ofHours(-1));
    assertThat(served()).isEqualTo("new");
  }

  @Test
  void warnsOnceWhenTheCertificateInUseExpires() throws Exception {
    clock.advance(Duration.ofDays(11));
    for (int i = 0; i < 3; i++) {
      tls.context();
      clock.advance();
    }
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith(
            "tls_cert: " + pki.path("server.pem") + ": the certificate in use has expired on ");
  }

  @Test
  void trustsTheClientsOfARenewedAuthority() throws Exception {
    replace("root.pem", "clients.pem");
    listen("tls_cert=server.pem,tls_key=server.key,tls_client_ca=clients.pem");
    JdkClient old = JdkClient.of(pki, "root", "client");
    JdkClient renewed = JdkClient.of(pki, "root", "new-client");
    assertThat(old.get(listener.port, "TLSv1.3")).endsWith(TlsListener.ANSWER);
    assertThatThrownBy(() -> renewed.get(listener.port, "TLSv1.3"))
        .isInstanceOf(SSLException.class);
    replace("new-root.pem", "clients.pem");
    clock.advance();
    assertThat(renewed.get(listener.port, "TLSv1.3")).endsWith(TlsListener.ANSWER);
    assertThatThrownBy(() -> old.get(listener.port, "TLSv1.3")).isInstanceOf(SSLException.class);
  }

  @Test
  void refusesToBeginWithFilesThatCannotBeUsed() throws Exception {
    Files.delete(pki.path("server.key"));
    assertThatThrownBy(() -> ServerTls.read(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tls_key: " + pki.path("server.key") + ": no such file");
  }
}
