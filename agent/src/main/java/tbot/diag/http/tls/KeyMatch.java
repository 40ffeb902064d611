package tbot.diag.http.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether a private key belongs to a public key, found by a signature. */
final class KeyMatch {

  private static final byte[] MESSAGE = new byte[32];

  private KeyMatch() {}

  /**
   * Signs and verifies.
   *
   * @throws GeneralSecurityException if the keys cannot sign or verify
   */
  static boolean matches(PrivateKey key, PublicKey other) throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(other.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(algorithm(key));
    signature.initSign(key);
    signature.update(MESSAGE);
    byte[] signed = signature.sign();
    signature.initVerify(other);
    signature.update(MESSAGE);
    return signature.verify(signed);
  }

  private static String algorithm(PrivateKey key) {
    switch (key.getAlgorithm()) {
      case "RSA":
        return "SHA256withRSA";
      case "EC":
        return "SHA256withECDSA";
      default:
        return key.getAlgorithm();
    }
  }
}
