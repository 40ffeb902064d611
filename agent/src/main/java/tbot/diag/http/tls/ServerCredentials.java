package tbot.diag.http.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import tbot.diag.config.TlsOptions;

/** What the files held when they were read last. */
final class ServerCredentials {

  /**
   * Sessions that clients may resume. The JDK keeps 20,480 for a day, with the client's certificate
   * in each: some 20 MB of a host's heap for a scraper that connects each time.
   */
  private static final int SESSIONS = 100;

  private static final int SESSION_SECONDS = 600;

  /** With the certificate, the key, and whom clients are trusted by. */
  final SSLContext context;

  /** The end of the certificate's validity. */
  final Instant expiry;

  private ServerCredentials(SSLContext context, Instant expiry) {
    this.context = context;
    this.expiry = expiry;
  }

  /**
   * Reads the files.
   *
   * @param now when the certificate must be valid
   * @throws IllegalArgumentException with one line that says which file is wrong, why, and what is
   *     valid
   */
  static ServerCredentials read(TlsOptions options, Instant now) {
    List<X509Certificate> chain = Certificates.chain(options.certificate(), now);
    PrivateKey key = PrivateKeys.read(options.key(), options.keyPassword());
    checkThatTheyFit(options, chain.get(0), key);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new SingleKeyManager(key, chain)},
          ClientTrust.read(options.clientCa()),
          null);
      SSLSessionContext sessions = context.getServerSessionContext();
      sessions.setSessionCacheSize(SESSIONS);
      sessions.setSessionTimeout(SESSION_SECONDS);
      return new ServerCredentials(context, chain.get(0).getNotAfter().toInstant());
    } catch (GeneralSecurityException | IOException | ProviderException | LinkageError e) {
      // A linkage error is a broken provider of the host.
      throw options.certificate().invalid("this Java cannot use it for TLS: " + e, e);
    }
  }

  private static void checkThatTheyFit(
      TlsOptions options, X509Certificate certificate, PrivateKey key) {
    String kind = key.getAlgorithm();
    String certified = certificate.getPublicKey().getAlgorithm();
    try {
      if (!KeyMatch.matches(key, certificate.getPublicKey())) {
        throw options
            .key()
            .invalid(
                "the key does not fit the certificate in "
                    + options.certificate().file()
                    + (kind.equals(certified) ? "" : ", which is for a key of " + certified));
      }
    } catch (GeneralSecurityException | ProviderException e) {
      throw options.key().invalid("this Java cannot sign by the key: " + e.getMessage(), e);
    }
  }
}
