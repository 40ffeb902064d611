package tbot.diag.http.tls;

import java.security.GeneralSecurityException;
import java.security.KeyException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An encrypted private key (RFC 5958, EncryptedPrivateKeyInfo) as {@code openssl pkcs8 -topk8}
 * writes it: PBES2 with PBKDF2 (RFC 8018) and AES or 3DES.
 *
 * <p>Not the JDK's EncryptedPrivateKeyInfo, which cannot do this on Java 8.
 */
final class EncryptedKey {

  private static final String PBES2 = "1.2.840.113549.1.5.13";
  private static final String PBKDF2 = "1.2.840.113549.1.5.12";

  /**
   * OpenSSL's default is 2,048. The listener waits for a renewed key, up to half a second for this
   * many.
   */
  private static final int MAX_ITERATIONS = 100_000;

  private final byte[] salt;
  private final int iterations;
  private final String function;
  private final KeyCipher cipher;
  private final byte[] iv;
  private final byte[] encrypted;

  /**
   * Decodes.
   *
   * @throws KeyException that says in a few words what cannot be read
   */
  EncryptedKey(byte[] der) throws KeyException {
    DerReader info = new DerReader(der).sequence();
    DerReader scheme = info.sequence();
    encrypted = info.octets();
    require(PBES2, scheme.oid());
    DerReader parameters = scheme.sequence();
    DerReader derivation = parameters.sequence();
    require(PBKDF2, derivation.oid());
    DerReader pbkdf2 = derivation.sequence();
    salt = pbkdf2.octets();
    iterations = pbkdf2.number();
    if (iterations < 1 || iterations > MAX_ITERATIONS) {
      throw new KeyException(
          "encrypted with "
              + iterations
              + " iterations; at most "
              + MAX_ITERATIONS
              + ", as openssl pkcs8 -topk8 -iter sets them");
    }
    if (pbkdf2.nextIsInteger()) {
      // The length of the key, which the cipher says too.
      pbkdf2.number();
    }
    function = pbkdf2.nextIsSequence() ? hmac(pbkdf2.sequence().oid()) : "HmacSHA1";
    DerReader encryption = parameters.sequence();
    String algorithm = encryption.oid();
    cipher = KeyCipher.of(algorithm);
    if (cipher == null) {
      throw unsupported(algorithm);
    }
    iv = encryption.octets();
  }

  private static void require(String valid, String found) throws KeyException {
    if (!found.equals(valid)) {
      throw unsupported(found);
    }
  }

  private static KeyException unsupported(String algorithm) {
    return new KeyException(
        "encrypted by an algorithm that is not supported ("
            + algorithm
            + "); valid is PBES2 with PBKDF2 and AES, as openssl pkcs8 -topk8 writes it");
  }

  private static String hmac(String oid) throws KeyException {
    switch (oid) {
      case "1.2.840.113549.2.7":
        return "HmacSHA1";
      case "1.2.840.113549.2.8":
        return "HmacSHA224";
      case "1.2.840.113549.2.9":
        return "HmacSHA256";
      case "1.2.840.113549.2.10":
        return "HmacSHA384";
      case "1.2.840.113549.2.11":
        return "HmacSHA512";
      default:
        throw unsupported(oid);
    }
  }

  /**
   * Decrypts.
   *
   * @return PKCS #8; null if the password is wrong
   * @throws KeyException that says in a few words what this Java cannot do
   */
  byte[] decrypt(char[] password) throws KeyException {
    try {
      PBEKeySpec derived = new PBEKeySpec(password, salt, iterations, 8 * cipher.keyBytes);
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2With" + function)
              .generateSecret(derived)
              .getEncoded();
      Cipher decryption = Cipher.getInstance(cipher.algorithm + "/CBC/PKCS5Padding");
      decryption.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, cipher.algorithm), new IvParameterSpec(iv));
      byte[] plain = decryption.doFinal(encrypted);
      // One wrong password in 256 leaves a padding that is right.
      return new DerReader(plain).nextIsSequence() ? plain : null;
    } catch (BadPaddingException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new KeyException(
          "this Java cannot decrypt it (" + cipher + ", " + function + "): " + e.getMessage(), e);
    }
  }
}
