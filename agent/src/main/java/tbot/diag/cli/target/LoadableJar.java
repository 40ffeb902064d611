package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import tbot.diag.cli.console.CommandFailure;

/**
 * The agent's jar as a JVM can load it: the jar itself, a copy for a JVM that does not see it, or a
 * link. The JVM takes all behind the first {@code =} for arguments, so a path that holds one is
 * given by a link without it.
 */
final class LoadableJar implements AutoCloseable {

  /** Removes what was made. */
  private interface Removal {
    void run() throws IOException;
  }

  private final File path;
  private final File named;
  private final Removal removal;

  /** Does its work if the command is interrupted; null if nothing was made. */
  private final Thread atExit;

  private boolean removed;

  private LoadableJar(File path, File named, Removal removal) {
    this.path = path;
    this.named = named;
    this.removal = removal;
    atExit = removal == null ? null : new Thread(this::close, "remove-jar");
    if (atExit != null) {
      removeAtExit();
    }
  }

  private void removeAtExit() {
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IllegalStateException e) {
      remove();
      throw new CommandFailure("interrupted");
    }
  }

  /**
   * Makes what the process needs to load the jar. It lasts until this is closed.
   *
   * @throws CommandFailure if that is not possible, with the reason in one line
   */
  static LoadableJar of(File jar, ProcProcess process) {
    if (ProcProcess.isSupported() && !process.root().sees(jar)) {
      return copied(jar, process);
    }
    return jar.getPath().indexOf('=') < 0 ? new LoadableJar(jar, jar, null) : linked(jar);
  }

  private static LoadableJar copied(File jar, ProcProcess process) {
    try {
      CopiedJar copy = CopiedJar.in(process);
      // Before there is anything to remove, as the command may be interrupted while it copies.
      LoadableJar loadable = new LoadableJar(copy.path(), copy.path(), copy::remove);
      boolean made = false;
      try {
        copy.make(jar);
        made = true;
        return loadable;
      } finally {
        if (!made) {
          loadable.close();
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(
          "process "
              + process.pid()
              + " has files of its own, without this jar, which cannot be copied there: "
              + e);
    }
  }

  private static LoadableJar linked(File jar) {
    try {
      Path folder = Files.createTempDirectory("tbot-diag-");
      // The JVM may be another user's.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      Path link = Files.createSymbolicLink(folder.resolve("tbot-diag.jar"), jar.toPath());
      return new LoadableJar(
          link.toFile(),
          jar,
          () -> {
            Files.delete(link);
            Files.delete(folder);
          });
    } catch (IOException | UnsupportedOperationException e) {
      throw new CommandFailure(
          "the path of this jar holds a =, and a link to it cannot be made (" + e + "): " + jar);
    }
  }

  /** What the JVM is told to load. */
  File path() {
    return path;
  }

  /**
   * The argument {@code jar}, which makes a JVM that runs another version of the agent change to
   * this jar.
   *
   * @throws CommandFailure if the path cannot be an argument
   */
  String argument() {
    String text = named.getPath();
    if (text.indexOf('"') >= 0) {
      throw new CommandFailure("the path of this jar holds a quote, move it: " + text);
    }
    // Quoted only if it must be: older versions of the agent do not know quotes.
    boolean quoted = text.indexOf(',') >= 0 || text.indexOf('(') >= 0;
    return "jar=" + (quoted ? '"' + text + '"' : text);
  }

  @Override
  public void close() {
    if (atExit == null) {
      return;
    }
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process ends now.
    }
  }

  private synchronized void remove() {
    if (removed) {
      return;
    }
    removed = true;
    try {
      removal.run();
    } catch (IOException e) {
      throw new CommandFailure("what was made for this jar cannot be removed: " + e);
    }
  }
}
