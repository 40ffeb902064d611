package tbot.diag.cli.target;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Lets one command after the other attach to a JVM. A JVM that nobody has attached to is asked by
 * SIGQUIT to listen. If a second signal arrives when it listens already, it prints all its threads
 * on its standard output.
 *
 * <p>The turn is a file, which its owner deletes. It is a courtesy: who cannot have it goes on.
 */
final class AttachTurn {

  /** An attach bounds itself to ten seconds. */
  private static final long LONGEST_MILLIS = 10_000;

  private static final long POLL_MILLIS = 10;

  private final Path file;

  /** The turn for one process. */
  AttachTurn(long pid) {
    this(Paths.get(System.getProperty("java.io.tmpdir", "/tmp")), pid);
  }

  /** The same with its file in a directory. */
  AttachTurn(Path directory, long pid) {
    file = directory.resolve("tbot-diag-attach-" + pid);
  }

  /**
   * Does the work when no other command is attaching to the process, or after ten seconds.
   *
   * @return the result of the work
   */
  <T> T take(Callable<T> work) throws Exception {
    boolean taken = await();
    try {
      return work.call();
    } finally {
      if (taken) {
        remove();
      }
    }
  }

  private boolean await() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
    while (System.nanoTime() - end < 0) {
      try {
        Files.createFile(file);
        return true;
      } catch (FileAlreadyExistsException e) {
        if (isAbandoned() && !remove()) {
          // Another user's, which stays.
          return false;
        }
        Thread.sleep(POLL_MILLIS);
      } catch (IOException e) {
        // The directory is missing or not writable.
        return false;
      }
    }
    return false;
  }

  /** Whether its owner was killed. */
  private boolean isAbandoned() {
    long modified = file.toFile().lastModified();
    return modified != 0 && System.currentTimeMillis() - modified > LONGEST_MILLIS;
  }

  private boolean remove() {
    return file.toFile().delete();
  }
}
