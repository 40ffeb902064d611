package tbot.diag.http.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.files.OptionFile;

/** Reads certificates. */
final class Certificates {

  private Certificates() {}

  /**
   * Reads all certificates of a file, one at least.
   *
   * @throws IllegalArgumentException with one line
   */
  static List<X509Certificate> all(OptionFile file) {
    PemFile pem = PemFile.read(file);
    List<X509Certificate> found = new ArrayList<>();
    for (PemBlock block : pem.blocks()) {
      if (block.label.equals(PemBlock.CERTIFICATE)) {
        try {
          found.add(
              (X509Certificate)
                  CertificateFactory.getInstance("X.509")
                      .generateCertificate(new ByteArrayInputStream(block.content)));
        } catch (CertificateException e) {
          throw pem.invalid(
              "certificate " + (found.size() + 1) + " cannot be parsed: " + e.getMessage(), e);
        }
      }
    }
    if (found.isEmpty()) {
      throw pem.invalid("no certificate in it, only " + pem.labels());
    }
    return found;
  }

  /**
   * Reads the server's chain: its own certificate, which must be valid now, then that of its
   * issuer, and so on. Others than the first may have expired: chains with an expired root of the
   * past are served for old clients.
   *
   * @throws IllegalArgumentException with one line
   */
  static List<X509Certificate> chain(OptionFile file, Instant now) {
    List<X509Certificate> chain = all(file);
    X509Certificate own = chain.get(0);
    for (int i = 1; i < chain.size(); i++) {
      X509Certificate issued = chain.get(i - 1);
      X509Certificate issuer = chain.get(i);
      if (!issued.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        throw file.invalid(
            "certificate "
                + (i + 1)
                + " ("
                + issuer.getSubjectX500Principal()
                + ") is not the issuer of certificate "
                + i
                + " ("
                + issued.getSubjectX500Principal()
                + "); the server's own must be the first, then each one's issuer");
      }
    }
    Instant begin = own.getNotBefore().toInstant();
    if (now.isBefore(begin)) {
      throw file.invalid("the certificate is not valid before " + begin + "; it is now " + now);
    }
    Instant end = own.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      throw file.invalid("the certificate has expired on " + end + "; it is now " + now);
    }
    return chain;
  }
}
