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

/** Private keys in files, in OpenSSH's format, without a passphrase. */
final class KeyFile {

  private static final int ED25519_BITS = 256;

  private KeyFile() {}

  /** The key in the file; a new one if there is no such file yet. */
  static KeyPair loadOrCreate(Path file, String comment)
      throws IOException, GeneralSecurityException {
    if (Files.exists(file)) {
      return load(file);
    }
    KeyPair fresh = generate();
    PrivateFile.replace(file, encode(fresh, comment));
    return fresh;
  }

  /** The key in the file. */
  static KeyPair load(Path file) throws IOException, GeneralSecurityException {
    Iterator<KeyPair> found;
    try {
      found =
          OpenSSHKeyPairResourceParser.INSTANCE
              .loadKeyPairs(null, file, FilePasswordProvider.EMPTY)
              .iterator();
    } catch (RuntimeException e) {
      throw new IOException(file + " is no private key in OpenSSH's format", e);
    }
    if (!found.hasNext()) {
      throw new IOException(file + " is no private key in OpenSSH's format");
    }
    return found.next();
  }

  /** A new Ed25519 key. */
  static KeyPair generate() throws GeneralSecurityException {
    return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
  }

  /** A private key file's content. */
  static byte[] encode(KeyPair key, String comment) throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, comment, null, out);
    return out.toByteArray();
  }

  /** A public key file's content: one line, as in authorized_keys. */
  static byte[] encodePublic(PublicKey key, String comment) {
    return (PublicKeyEntry.toString(key) + " " + comment + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
