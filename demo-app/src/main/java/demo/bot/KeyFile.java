package demo.bot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Iterator;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.loader.openssh.OpenSSHKeyPairResourceParser;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** Reads and writes private keys in OpenSSH's format, without a passphrase. */
final class KeyFile {

  private static final int ED25519_BITS = 256;

  private KeyFile() {}

  /** Loads the key in the file; if the file is missing, creates it with a new key. */
  static KeyPair loadOrCreate(Path file, String comment)
      throws IOException, GeneralSecurityException {
    if (Files.exists(file)) {
      return load(file);
    }
    KeyPair fresh = generate();
    PrivateFile.replace(file, encode(fresh, comment));
    return fresh;
  }

  /**
   * Loads the key in the file.
   *
   * @throws IOException if the file cannot be read or is not a private key; the message names it
   */
  static KeyPair load(Path file) throws IOException, GeneralSecurityException {
    Iterator<KeyPair> found;
    try {
      found =
          OpenSSHKeyPairResourceParser.INSTANCE
              .loadKeyPairs(null, file, FilePasswordProvider.EMPTY)
              .iterator();
    } catch (RuntimeException e) {
      throw new IOException(file + " is not a private key in OpenSSH's format", e);
    }
    if (!found.hasNext()) {
      throw new IOException(file + " is not a private key in OpenSSH's format");
    }
    return found.next();
  }

  /** Generates an Ed25519 key. */
  static KeyPair generate() throws GeneralSecurityException {
    return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
  }

  /** The content of a private key file. */
  static byte[] encode(KeyPair key, String comment) throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, comment, null, out);
    return out.toByteArray();
  }

  /** The content of a public key file: one line, as in authorized_keys. */
  static byte[] encodePublic(PublicKey key, String comment) {
    return (PublicKeyEntry.toString(key) + " " + comment + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
