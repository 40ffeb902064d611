package tbot.diag.http.tls;

import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/**
 * Private keys in the form of PKCS #8 (RFC 5208), the only one that the JDK reads, and the two
 * older forms of OpenSSL brought to it. All methods throw a KeyException that says in a few words
 * what is wrong with the key.
 */
final class Pkcs8Key {

  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String EC = "1.2.840.10045.2.1";
  private static final String ED25519 = "1.3.101.112";

  /** P-256, P-384 and P-521, those of TLS 1.3. */
  private static final List<String> CURVES =
      Arrays.asList("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");

  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
  private static final byte[] NULL = {0x05, 0x00};
  private static final byte[] OID_RSA = {
    0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01
  };
  private static final byte[] OID_EC = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };

  /** The tag of the curve in SEC 1's form. */
  private static final int CURVE = 0xa0;

  private Pkcs8Key() {}

  static PrivateKey decode(byte[] pkcs8) throws KeyException {
    DerReader key = new DerReader(pkcs8).sequence();
    key.number();
    DerReader identifier = key.sequence();
    String algorithm = identifier.oid();
    switch (algorithm) {
      case RSA:
        return decode(pkcs8, "RSA");
      case EC:
        checkCurve(identifier);
        return decode(pkcs8, "EC");
      case ED25519:
        return checked(decode(pkcs8, "EdDSA"));
      default:
        throw new KeyException(
            "a key of the algorithm " + algorithm + "; valid are RSA, EC and Ed25519");
    }
  }

  /** Refuses what no client could shake hands with, though some Java versions read it. */
  private static void checkCurve(DerReader parameters) throws KeyException {
    String curve = parameters.nextIsOid() ? parameters.oid() : "that it spells out";
    if (!CURVES.contains(curve)) {
      throw new KeyException(
          "an EC key of the curve " + curve + "; valid are P-256, P-384 and P-521");
    }
  }

  /** Refuses a key of Bouncy Castle, if the host puts that first: TLS does not know its name. */
  private static PrivateKey checked(PrivateKey ed25519) throws KeyException {
    if (!ed25519.getAlgorithm().equals("EdDSA")) {
      throw new KeyException(
          "the host's security provider makes an Ed25519 key that TLS cannot use ("
              + ed25519.getClass().getName()
              + "); valid are RSA and EC");
    }
    return ed25519;
  }

  private static PrivateKey decode(byte[] pkcs8, String algorithm) throws KeyException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (NoSuchAlgorithmException e) {
      throw new KeyException(
          "this Java has no "
              + algorithm
              + " keys; RSA is valid everywhere, EC with the module jdk.crypto.ec, Ed25519 with it"
              + " from Java 15 on",
          e);
    } catch (GeneralSecurityException e) {
      throw new KeyException(
          "this Java cannot read the " + algorithm + " key: " + e.getMessage(), e);
    }
  }

  /** Reads PKCS #1 (RFC 8017, A.1.2), which is an RSA key without the name of the algorithm. */
  static PrivateKey ofPkcs1(byte[] key) throws KeyException {
    return decode(
        DerWriter.sequence(VERSION_0, DerWriter.sequence(OID_RSA, NULL), DerWriter.octets(key)));
  }

  /**
   * Reads SEC 1 (RFC 5915), which is an EC key.
   *
   * @param curve the encoded name of its curve, which the key may lack; null if it stands nowhere
   *     else
   */
  static PrivateKey ofSec1(byte[] key, byte[] curve) throws KeyException {
    DerReader reader = new DerReader(key).sequence();
    reader.number();
    reader.octets();
    byte[] named = reader.nextIs(CURVE) ? reader.content(CURVE) : curve;
    if (named == null) {
      throw new KeyException("the key names no curve");
    }
    return decode(
        DerWriter.sequence(VERSION_0, DerWriter.sequence(OID_EC, named), DerWriter.octets(key)));
  }
}
