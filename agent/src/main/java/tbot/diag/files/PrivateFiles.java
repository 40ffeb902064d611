package tbot.diag.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Files that no other user can read, change or replace, whatever umask the host has. */
public final class PrivateFiles {

  private static final int STICKY = 01000;
  private static final int WRITABLE_BY_OTHERS = 0022;

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
   * Creates an empty file of mode 0600. Its name says whose it is and of which process.
   *
   * @param suffix the end of the name
   * @throws IOException when it cannot be created, or when other users could replace it, since they
   *     may write to the directory and it is not sticky
   */
  public static Path create(Path directory, String suffix) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("unix");
    if (posix) {
      refuseIfOthersMayReplaceFiles(directory);
    }
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    // A name that can be guessed does no harm: what exists already is never taken.
    for (long number = System.nanoTime(); ; number++) {
      try {
        return Files.createFile(
            directory.resolve(prefix() + Long.toString(number, Character.MAX_RADIX) + suffix),
            attributes);
      } catch (FileAlreadyExistsException e) {
        // The next number, then.
      }
    }
  }

  private static void refuseIfOthersMayReplaceFiles(Path directory) throws IOException {
    int mode = (Integer) Files.getAttribute(directory, "unix:mode");
    if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
      throw new FileSystemException(
          directory.toString(),
          null,
          "other users may replace files there; take their right to write, or chmod +t");
    }
  }

  /** What the names start with. */
  public static String prefix() {
    return "tbot-diag-" + processId() + "-";
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
