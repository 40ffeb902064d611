package demo.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What outlives a run: keys, and who may log in. Only its owner can look inside.
 *
 * @param path the directory
 */
record StateDirectory(Path path) {

  /** Opens the directory, made if it is missing. */
  static StateDirectory open(Path path) throws IOException {
    Files.createDirectories(path);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
    return new StateDirectory(path);
  }

  /** The key by which clients know the jump host again. */
  Path hostKey() {
    return path.resolve("host_key");
  }

  /** The key by which clients know the target again. */
  Path targetHostKey() {
    return path.resolve("target_host_key");
  }

  /** The key that signs user certificates. */
  Path userAuthorityKey() {
    return path.resolve("user_ca");
  }

  /** The signing key's public half, as an authorized_keys line that trusts what it signs. */
  Path trustedUserAuthority() {
    return path.resolve("trusted_user_ca");
  }

  /** The public keys of those who may log in. */
  Path authorizedKeys() {
    return path.resolve("authorized_keys");
  }

  /** Where the bot's own identity goes. */
  Path output() {
    return path.resolve("output");
  }
}
