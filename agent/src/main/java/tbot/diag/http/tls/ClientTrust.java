package tbot.diag.http.tls;

import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import tbot.diag.config.OptionFile;

/** Who may issue the certificates of clients. */
final class ClientTrust {

  private ClientTrust() {}

  /**
   * Reads the issuers.
   *
   * @param file with their certificates; null for none
   * @throws IllegalArgumentException with one line
   */
  static TrustManager[] read(OptionFile file) throws GeneralSecurityException {
    if (file == null) {
      // Nobody. For null the JDK would read its own list of authorities, which takes 100 ms.
      return new TrustManager[0];
    }
    Set<TrustAnchor> issuers = new HashSet<>();
    for (X509Certificate certificate : Certificates.all(file)) {
      issuers.add(new TrustAnchor(certificate, null));
    }
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(issuers, new X509CertSelector());
    parameters.setRevocationEnabled(false);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    return factory.getTrustManagers();
  }
}
