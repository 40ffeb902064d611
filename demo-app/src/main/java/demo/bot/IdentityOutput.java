package demo.bot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/**
 * The files of the bot's identity: {@code id}, {@code id.pub} and {@code id-cert.pub}, for {@code
 * ssh -i output/id}.
 *
 * <p>Each start of the bot generates a new key, and a renewal replaces only the certificate. So the
 * key and the certificate always match, even if someone reads the files during a renewal.
 */
final class IdentityOutput {

  private static final String COMMENT = "demo bot";

  private final Path directory;
  private final PublicKey publicKey;

  private IdentityOutput(Path directory, PublicKey publicKey) {
    this.directory = directory;
    this.publicKey = publicKey;
  }

  /**
   * Writes a new key. First deletes the certificate of an earlier run, which belongs to its key.
   */
  static IdentityOutput create(Path directory) throws IOException, GeneralSecurityException {
    StateDirectory.open(directory);
    KeyPair key = KeyFile.generate();
    Files.deleteIfExists(certificateFile(directory));
    PrivateFile.replace(directory.resolve("id"), KeyFile.encode(key, COMMENT));
    PrivateFile.replace(
        directory.resolve("id.pub"), KeyFile.encodePublic(key.getPublic(), COMMENT));
    return new IdentityOutput(directory, key.getPublic());
  }

  /** The key that needs a certificate. */
  PublicKey publicKey() {
    return publicKey;
  }

  /** Replaces the certificate. */
  void write(OpenSshCertificate certificate) throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(certificate, COMMENT, out);
    PrivateFile.replace(certificateFile(directory), out.toByteArray());
  }

  private static Path certificateFile(Path directory) {
    return directory.resolve("id-cert.pub");
  }
}
