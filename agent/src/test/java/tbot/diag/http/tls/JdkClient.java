package tbot.diag.http.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client by the JDK's own means, which are others than the listener's. */
final class JdkClient {

  private static final int TIMEOUT_MILLIS = 120_000;
  private static final char[] PASSWORD = "password".toCharArray();

  private final SSLContext context;

  private JdkClient(SSLContext context) {
    this.context = context;
  }

  /**
   * A client.
   *
   * @param trusted the authority that it trusts
   * @param own its own certificate, or null
   */
  static JdkClient of(TestPki pki, String trusted, String own) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    CertificateFactory x509 = CertificateFactory.getInstance("X.509");
    try (InputStream in = Files.newInputStream(pki.path(trusted + ".pem"))) {
      store.setCertificateEntry(trusted, x509.generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    if (own != null) {
      Path file = pki.path(own + ".p12");
      pki.openSsl.run(
          "pkcs12 -export -in %s.pem -inkey %s.key -out %s -passout pass:%s"
              .formatted(own, own, file, new String(PASSWORD)));
      keys = KeyStore.getInstance(file.toFile(), PASSWORD);
    }
    KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    key.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
    return new JdkClient(context);
  }

  /** The answer to a request. Checks the server's name, as HTTPS clients do. */
  String get(int port, String protocol) throws IOException {
    try (SSLSocket socket = connect(port, protocol)) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.0\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** The chain that the server presents. */
  Certificate[] chain(int port) throws IOException {
    try (SSLSocket socket = connect(port, "TLSv1.3")) {
      return socket.getSession().getPeerCertificates();
    }
  }

  /** The name in the certificate that the server presents. */
  String serverName(int port) throws IOException {
    X509Certificate certificate = (X509Certificate) chain(port)[0];
    return certificate.getSubjectX500Principal().getName().replace("CN=", "");
  }

  /** Connects; the first read or write shakes hands. */
  SSLSocket connect(int port, String protocol) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    return socket;
  }
}
