package tbot.diag.cli.target;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Lets one command after the other attach to a JVM. A JVM that nobody has attached to is asked by
 * SIGQUIT to listen. If a second signal arrives when it listens already, it prints all its threads
 * on its standard output.
 *
 * <p>The turn is a lock on a file, which ends with the process that holds it, in whatever way that
 * ends. A file that stays behind has no lock. The turn is a courtesy: who cannot have it goes on.
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
    FileChannel turn = await();
    try {
      return work.call();
    } finally {
      if (turn != null) {
        // Before the lock ends: the next one would lose its own file.
        file.toFile().delete();
        turn.close();
      }
    }
  }

  /** The file with its lock; null if there will be none. */
  private FileChannel await() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
    while (System.nanoTime() - end < 0) {
      try {
        BasicFileAttributes found = attributes();
        if (!found.isRegularFile() || !isOurs()) {
          // Others could hold its lock for ever, and a pipe would not even open.
          return null;
        }
        FileChannel turn = lock(found.fileKey());
        if (turn != null) {
          return turn;
        }
        Thread.sleep(POLL_MILLIS);
      } catch (NoSuchFileException e) {
        if (!create()) {
          return null;
        }
      } catch (IOException e) {
        return null;
      }
    }
    return null;
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isOurs() {
    return !ProcProcess.isSupported() || new ProcUser(file.toFile()).isOurs();
  }

  /** Whether there is a file then, made by this command or by another one. */
  private boolean create() {
    try {
      Files.createFile(file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return true;
    } catch (IOException e) {
      // The directory is missing or not writable.
      return false;
    }
  }

  /**
   * Locks the file.
   *
   * @param key of the file that was looked at. Another command may have removed it since then; a
   *     lock on it would hold nobody up
   * @return null if another command has the lock
   */
  private FileChannel lock(Object key) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null && Objects.equals(attributes().fileKey(), key);
    } catch (OverlappingFileLockException e) {
      // A thread of this process has it.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? channel : null;
  }
}
