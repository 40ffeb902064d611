package tbot.diag.files;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Files of this agent while they have a name. No other user can open them, whatever the umask. */
public final class PrivateFiles {

  private static final Set<StandardOpenOption> NEW_TO_READ_AND_WRITE =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  // As in stat(2).
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  /** Makes names differ; one that exists already is never taken, so that guessing does no harm. */
  private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

  private PrivateFiles() {}

  /** Where this user's files may lie, the best first: {@code java.io.tmpdir}, then the cache. */
  public static List<File> directories() {
    List<File> found = new ArrayList<>();
    found.add(new File(System.getProperty("java.io.tmpdir", "/tmp")));
    String cache = System.getenv("XDG_CACHE_HOME");
    File home = new File(System.getProperty("user.home", "/"));
    File userCache = cache == null || cache.isEmpty() ? new File(home, ".cache") : new File(cache);
    found.add(userCache.isDirectory() ? userCache : home);
    return found;
  }

  /**
   * Refuses a directory in which anybody may put another file in the place of ours: where others
   * may write and the sticky bit, as of {@code /tmp}, does not forbid it. Its owner and its group
   * are trusted, and so are the directories above it: who made it chose them.
   *
   * @throws IOException if it is such a directory, or is none
   */
  public static void check(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    int mode = (Integer) Files.getAttribute(directory, "unix:mode");
    if ((mode & (OTHERS_WRITE | STICKY)) == OTHERS_WRITE) {
      throw new IOException(
          "other users may replace files in it; chmod +t or chmod o-w mends that");
    }
  }

  /**
   * The path of a file to be.
   *
   * @param suffix the end of its name, which says whose it is and of which process
   */
  public static Path name(Path directory, String suffix) {
    String number = Long.toString(NUMBERS.incrementAndGet(), Character.MAX_RADIX);
    return directory.resolve("tbot-diag-" + processId() + "-" + number + suffix);
  }

  /**
   * Makes a file of mode 0600 and opens it to read and write.
   *
   * @param file must not exist
   */
  public static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, NEW_TO_READ_AND_WRITE, attributes(file));
  }

  private static FileAttribute<?>[] attributes(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String processId() {
    try {
      // A link to the process's number on Linux; elsewhere it resolves to itself.
      return new File("/proc/self").getCanonicalFile().getName();
    } catch (IOException e) {
      return "self";
    }
  }
}
