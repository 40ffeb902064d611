package demo.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of what is kept between runs: keys, and who may log in. Mode 0700.
 *
 * @param path the directory
 */
record StateDirectory(Path path) {

  /** Opens a directory; creates it if it is missing. */
  static StateDirectory open(Path path) throws IOException {
    Files.createDirectories(path);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
    return new StateDirectory(path);
  }

  /** The jump host's host key. */
  Path hostKey() {
    return path.resolve("host_key");
  }

  /** The target's host key. */
  Path targetHostKey() {
    return path.resolve("target_host_key");
  }

  /** The key that signs user certificates. */
  Path userAuthorityKey() {
    return path.resolve("user_ca");
  }

  /** The public half of that key, as a {@code cert-authority} line of authorized_keys. */
  Path trustedUserAuthority() {
    return path.resolve("trusted_user_ca");
  }

  /** The public keys of those who may log in. */
  Path authorizedKeys() {
    return path.resolve("authorized_keys");
  }

  /** The directory of the bot's own identity; see {@link IdentityOutput}. */
  Path output() {
    return path.resolve("output");
  }
}
