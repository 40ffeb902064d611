package tbot.diag.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clients, the JDK's and OpenSSL's, against the engine with real certificates. */
@Timeout(300)
class TlsHandshakesTest {

  private static final byte[] GET =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir private static Path directory;

  private static TestPki pki;

  private TlsListener listener;

  @BeforeAll
  static void makeCertificates() throws Exception {
    pki = new TestPki(directory);
    pki.authority("root");
    pki.authority("foreign-root");
    pki.certificate("rsa", TestPki.RSA, "root");
    pki.certificate("p256", TestPki.P256, "root");
    pki.certificate("p384", TestPki.P384, "root");
    pki.certificate("ed25519", TestPki.ED25519, "root");
    pki.intermediate("intermediate", "root");
    pki.certificate("leaf", TestPki.P256, "intermediate");
    pki.write("chain.pem", pki.text("leaf.pem") + pki.text("intermediate.pem"));
    pki.certificate("client", TestPki.P256, "root");
    pki.certificate("foreign", TestPki.P256, "foreign-root");
  }

  @AfterEach
  void close() {
    if (listener != null) {
      listener.close();
    }
  }

  private void listen(String options) throws IOException {
    listener = new TlsListener(ServerTls.read(pki.options(options)));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa,TLSv1.2",
    "rsa,TLSv1.3",
    "p256,TLSv1.2",
    "p256,TLSv1.3",
    "p384,TLSv1.2",
    "p384,TLSv1.3",
    "ed25519,TLSv1.2",
    "ed25519,TLSv1.3"
  })
  void servesEachKindOfKey(String name, String protocol) throws Exception {
    listen("tls_cert=" + name + ".pem,tls_key=" + name + ".key");
    assertThat(JdkClient.of(pki, "root", null).get(listener.port, protocol))
        .startsWith("HTTP/1.1 200 ")
        .endsWith(TlsListener.ANSWER);
    String version = protocol.replace("TLSv1.", "-tls1_");
    assertThat(
            pki.openSsl.ask(
                listener.port,
                version + " -CAfile root.pem -verify_return_error -verify_hostname localhost"))
        .contains("New, " + protocol + ", Cipher is ")
        .contains("Verify return code: 0 (ok)")
        .contains(TlsListener.ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1 -cipher DEFAULT@SECLEVEL=0", "-tls1_1 -cipher DEFAULT@SECLEVEL=0"})
  void refusesOlderProtocols(String version) throws Exception {
    listen("tls_cert=rsa.pem,tls_key=rsa.key");
    assertThat(pki.openSsl.ask(listener.port, version))
        .contains("alert protocol version")
        .doesNotContain(TlsListener.ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA256", "DHE-RSA-AES128-GCM-SHA256"})
  void refusesSuitesWithoutForwardSecrecyOrAuthentication(String suite) throws Exception {
    listen("tls_cert=rsa.pem,tls_key=rsa.key");
    assertThat(pki.openSsl.ask(listener.port, "-tls1_2 -cipher " + suite))
        .contains("alert handshake failure")
        .doesNotContain(TlsListener.ANSWER);
  }

  @Test
  void presentsTheWholeChain() throws Exception {
    listen("tls_cert=chain.pem,tls_key=leaf.key");
    JdkClient client = JdkClient.of(pki, "root", null);
    assertThat(client.chain(listener.port)).hasSize(2);
    assertThat(client.get(listener.port, "TLSv1.3")).endsWith(TlsListener.ANSWER);
    assertThat(pki.openSsl.ask(listener.port, "-CAfile root.pem -verify_return_error"))
        .contains("Verify return code: 0 (ok)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void asksClientsForACertificate(String protocol) throws Exception {
    listen("tls_cert=p256.pem,tls_key=p256.key,tls_client_ca=root.pem");
    String version = protocol.replace("TLSv1.", "-tls1_");

    assertThat(JdkClient.of(pki, "root", "client").get(listener.port, protocol))
        .endsWith(TlsListener.ANSWER);
    assertThat(pki.openSsl.ask(listener.port, version + " -cert client.pem -key client.key"))
        .containsIgnoringWhitespaces("Acceptable client certificate CA names CN=root")
        .contains(TlsListener.ANSWER);

    assertRefusedByAlert(null, protocol);
    assertThat(pki.openSsl.ask(listener.port, version))
        .contains("SSL alert number ")
        .doesNotContain(TlsListener.ANSWER);
    assertRefusedByAlert("foreign", protocol);
    assertThat(pki.openSsl.ask(listener.port, version + " -cert foreign.pem -key foreign.key"))
        .contains("alert certificate unknown")
        .doesNotContain(TlsListener.ANSWER);
  }

  private void assertRefusedByAlert(String client, String protocol) throws Exception {
    JdkClient refused = JdkClient.of(pki, "root", client);
    // Which alert depends on the Java version.
    assertThatThrownBy(() -> refused.get(listener.port, protocol))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("fatal alert: ");
  }

  @Test
  void updatesKeysInBetween() throws Exception {
    listen("tls_cert=p256.pem,tls_key=p256.key");
    try (SSLSocket socket = JdkClient.of(pki, "root", null).connect(listener.port, "TLSv1.3")) {
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(GET);
        assertThat(readAnswer(socket)).startsWith("HTTP/1.1 200 ");
        // With TLS 1.3 the second one is an update of the keys.
        socket.startHandshake();
      }
    }
  }

  @Test
  void refusesToNegotiateAgain() throws Exception {
    listen("tls_cert=p256.pem,tls_key=p256.key");
    try (SSLSocket socket = JdkClient.of(pki, "root", null).connect(listener.port, "TLSv1.2")) {
      socket.getOutputStream().write(GET);
      assertThat(readAnswer(socket)).startsWith("HTTP/1.1 200 ");
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                socket.getInputStream().read();
              })
          .isInstanceOf(SSLException.class);
    }
  }

  private static String readAnswer(SSLSocket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf(TlsListener.ANSWER) < 0) {
      int b = socket.getInputStream().read();
      assertThat(b).as(answer.toString()).isNotNegative();
      answer.append((char) b);
    }
    return answer.toString();
  }

  @Test
  void acceptsClientsOfEachAuthorityInTheFile() throws Exception {
    pki.write("both.pem", pki.text("root.pem") + "\nand\n" + pki.text("foreign-root.pem"));
    listen("tls_cert=p256.pem,tls_key=p256.key,tls_client_ca=both.pem");
    assertThat(JdkClient.of(pki, "root", "client").get(listener.port, "TLSv1.3"))
        .endsWith(TlsListener.ANSWER);
    assertThat(JdkClient.of(pki, "root", "foreign").get(listener.port, "TLSv1.3"))
        .endsWith(TlsListener.ANSWER);
  }

  @Test
  void goesOnAfterClientsThatFailed() throws Exception {
    listen("tls_cert=p256.pem,tls_key=p256.key");
    JdkClient distrustful = JdkClient.of(pki, "foreign-root", null);
    assertThatThrownBy(() -> distrustful.get(listener.port, "TLSv1.3"))
        .isInstanceOf(IOException.class);
    assertThat(JdkClient.of(pki, "root", null).get(listener.port, "TLSv1.3"))
        .endsWith(TlsListener.ANSWER);
  }
}
