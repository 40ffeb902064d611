package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import tbot.diag.cli.console.CommandFailure;

/**
 * A path of the agent's jar that a JVM can load. The JVM takes all behind the first {@code =} for
 * arguments, so a path that holds one is given by a link without it.
 */
final class LoadableJar implements AutoCloseable {

  private final File path;
  private final Path link;

  private LoadableJar(File path, Path link) {
    this.path = path;
    this.link = link;
  }

  /** The jar itself, or a link to it, which lasts until this is closed. */
  static LoadableJar of(File jar) {
    if (jar.getPath().indexOf('=') < 0) {
      return new LoadableJar(jar, null);
    }
    try {
      Path folder = Files.createTempDirectory("tbot-diag-");
      // The JVM may be another user's.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      Path link = Files.createSymbolicLink(folder.resolve("tbot-diag.jar"), jar.toPath());
      return new LoadableJar(link.toFile(), link);
    } catch (IOException | UnsupportedOperationException e) {
      throw new CommandFailure(
          "the path of this jar holds a =, and a link to it cannot be made (" + e + "): " + jar);
    }
  }

  File path() {
    return path;
  }

  @Override
  public void close() {
    try {
      if (link != null) {
        Files.delete(link);
        Files.delete(link.getParent());
      }
    } catch (IOException e) {
      throw new CommandFailure("the link " + link + " cannot be removed: " + e);
    }
  }
}
