package tbot.diag.http.tls;

import java.nio.charset.StandardCharsets;
import java.security.KeyException;
import java.security.PrivateKey;
import tbot.diag.files.OptionFile;

/** Reads the private key of a PEM file: the first one, if there are several. */
final class PrivateKeys {

  private static final String ANY = "PRIVATE KEY";
  private static final String CURVE = "EC PARAMETERS";
  private static final String VALID =
      "valid are PRIVATE KEY, ENCRYPTED PRIVATE KEY, RSA PRIVATE KEY and EC PRIVATE KEY";

  private static final long MAX_PASSWORD_BYTES = 4096;

  private final OptionFile file;
  private final OptionFile password;

  private PrivateKeys(OptionFile file, OptionFile password) {
    this.file = file;
    this.password = password;
  }

  /**
   * Reads a key and decrypts it if it is encrypted.
   *
   * @param password the file with the password; null if there is none
   * @throws IllegalArgumentException with one line
   */
  static PrivateKey read(OptionFile file, OptionFile password) {
    return new PrivateKeys(file, password).first();
  }

  private PrivateKey first() {
    PemFile pem = PemFile.readSecret(file);
    byte[] curve = null;
    for (PemBlock block : pem.blocks()) {
      if (block.label.equals(CURVE)) {
        curve = block.content;
      } else if (block.label.endsWith(ANY)) {
        try {
          return decode(block, curve);
        } catch (KeyException e) {
          throw file.invalid(e.getMessage(), e);
        }
      }
    }
    throw file.invalid("no private key in it, only " + pem.labels() + "; " + VALID);
  }

  private PrivateKey decode(PemBlock block, byte[] curve) throws KeyException {
    if (block.encrypted) {
      throw new KeyException(
          "encrypted in OpenSSL's old form; convert it with openssl pkcs8 -topk8");
    }
    switch (block.label) {
      case ANY:
        return Pkcs8Key.decode(block.content);
      case "RSA PRIVATE KEY":
        return Pkcs8Key.ofPkcs1(block.content);
      case "EC PRIVATE KEY":
        return Pkcs8Key.ofSec1(block.content, curve);
      case "ENCRYPTED PRIVATE KEY":
        return Pkcs8Key.decode(decrypt(new EncryptedKey(block.content)));
      default:
        throw new KeyException("its " + block.label + " cannot be used; " + VALID);
    }
  }

  private byte[] decrypt(EncryptedKey key) throws KeyException {
    if (password == null) {
      throw new KeyException("the key is encrypted; give its password by tls_key_password_file");
    }
    byte[] plain = key.decrypt(firstLine());
    if (plain == null) {
      throw new KeyException("the password in " + password.file() + " is wrong");
    }
    return plain;
  }

  /** The password, which ends with its line as for OpenSSL's {@code -passin file:}. */
  private char[] firstLine() {
    String text = new String(password.readSecret(MAX_PASSWORD_BYTES), StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    if (line.endsWith("\r")) {
      line = line.substring(0, line.length() - 1);
    }
    if (line.isEmpty()) {
      throw password.invalid("no password on its first line");
    }
    return line.toCharArray();
  }
}
