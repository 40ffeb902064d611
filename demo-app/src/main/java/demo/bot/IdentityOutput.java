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
 * The bot's identity, for {@code ssh -i output/id}: {@code id}, {@code id.pub} and {@code
 * id-cert.pub}.
 *
 * <p>The key is new at each start of the bot and stays for its run; a renewal replaces the
 * certificate alone. So whoever reads the files during a renewal has a key and a certificate that
 * belong together.
 */
final class IdentityOutput {

  private static final String COMMENT = "demo bot";

  private final Path directory;
  private final PublicKey publicKey;

  private IdentityOutput(Path directory, PublicKey publicKey) {
    this.directory = directory;
    this.publicKey = publicKey;
  }

  /** Writes a new key; the certificate of an earlier run goes first, as it is not this key's. */
  static IdentityOutput create(Path directory) throws IOException, GeneralSecurityException {
    StateDirectory.open(directory);
    KeyPair key = KeyFile.generate();
    Files.deleteIfExists(certificateIn(directory));
    PrivateFile.replace(directory.resolve("id"), KeyFile.encode(key, COMMENT));
    PrivateFile.replace(
        directory.resolve("id.pub"), KeyFile.encodePublic(key.getPublic(), COMMENT));
    return new IdentityOutput(directory, key.getPublic());
  }

  /** The key to certify. */
  PublicKey publicKey() {
    return publicKey;
  }

  /** Replaces the certificate. */
  void write(OpenSshCertificate certificate) throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(certificate, COMMENT, out);
    PrivateFile.replace(certificateIn(directory), out.toByteArray());
  }

  private static Path certificateIn(Path directory) {
    return directory.resolve("id-cert.pub");
  }
}
