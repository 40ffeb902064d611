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
    parameters.setCipherSuites(modern(parameters.getCipherSuites()));
    parameters.setUseCipherSuitesOrder(true);
    parameters.setNeedClientAuth(clientCertificate);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /**
   * The suites with forward secrecy and authenticated encryption: all of TLS 1.3, and those with
   * ECDHE of TLS 1.2. Not with DHE, for which Java 8 takes groups of 1024 bits. A runtime without
   * elliptic curves keeps what it has.
   */
  private static String[] modern(String[] all) {
    List<String> modern = new ArrayList<>();
    boolean curves = false;
    for (String suite : all) {
      boolean ofTls13 = suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_");
      boolean authenticated = suite.contains("_GCM_") || suite.contains("_CHACHA20_");
      boolean ecdhe = suite.contains("_ECDHE_");
      curves |= ecdhe;
      if (ofTls13 || (ecdhe && authenticated)) {
        modern.add(suite);
      }
    }
    return curves ? modern.toArray(new String[0]) : all;
  }
}
