package tbot.diag.http.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes the engines of the listener's connections. */
final class ServerEngine {

  private static final List<String> PROTOCOLS = Arrays.asList("TLSv1.3", "TLSv1.2");

  private ServerEngine() {}

  /**
   * An engine in server mode, for TLS 1.3 where the JVM has it, and 1.2.
   *
   * @param clientCertificate whether the client must have one
   */
  static SSLEngine create(SSLContext context, boolean clientCertificate) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    List<String> protocols = new ArrayList<>(PROTOCOLS);
    protocols.retainAll(Arrays.asList(engine.getSupportedProtocols()));
    parameters.setProtocols(protocols.toArray(new String[0]));
    List<String> suites = new ArrayList<>();
    for (String suite : parameters.getCipherSuites()) {
      if (isModern(suite)) {
        suites.add(suite);
      }
    }
    if (!suites.isEmpty()) {
      parameters.setCipherSuites(suites.toArray(new String[0]));
    }
    parameters.setUseCipherSuitesOrder(true);
    parameters.setNeedClientAuth(clientCertificate);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /**
   * Whether the suite has forward secrecy and authenticated encryption: all of TLS 1.3, and those
   * with ECDHE of TLS 1.2. Not with DHE, for which Java 8 takes groups of 1024 bits.
   */
  private static boolean isModern(String suite) {
    boolean ofTls13 = suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_");
    return ofTls13
        || (suite.contains("_ECDHE_") && (suite.contains("_GCM_") || suite.contains("_CHACHA20_")));
  }
}
