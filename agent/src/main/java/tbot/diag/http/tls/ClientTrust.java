package tbot.diag.http.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import tbot.diag.files.OptionFile;

/** Who may issue the certificates of clients. */
final class ClientTrust {

  private ClientTrust() {}

  /**
   * Reads the issuers.
   *
   * @param file with their certificates; null for none
   * @throws IllegalArgumentException with one line
   */
  static TrustManager[] read(OptionFile file) throws GeneralSecurityException, IOException {
    if (file == null) {
      // Nobody. For null the JDK would read its own list of authorities, which takes 100 ms.
      return new TrustManager[0];
    }
    KeyStore issuers = KeyStore.getInstance(KeyStore.getDefaultType());
    issuers.load(null, null);
    for (X509Certificate certificate : Certificates.all(file)) {
      issuers.setCertificateEntry("issuer" + issuers.size(), certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(issuers);
    return factory.getTrustManagers();
  }
}
