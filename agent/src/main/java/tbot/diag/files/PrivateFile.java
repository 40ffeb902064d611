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

/**
 * A file of the agent, as long as it has a name. No other user can open it or replace it, whatever
 * the host's umask is.
 *
 * <p>The file is in a folder that only its owner can enter, and has a random name. In a directory
 * that is writable for all and lacks the sticky bit, another user could replace the folder. That
 * user still could not guess the name under which the agent will look for its file.
 */
public final class PrivateFile {

  private static final Set<StandardOpenOption> NEW_TO_READ_AND_WRITE =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private static final String FOLDER_MODE = "rwx------";
  private static final String FILE_MODE = "rw-------";

  private static final int RANDOM_BYTES = 16;

  private final Path folder;
  private final Path path;
  private final FileChannel channel;

  private PrivateFile(Path folder, Path path, FileChannel channel) {
    this.folder = folder;
    this.path = path;
    this.channel = channel;
  }

  /**
   * The directories to try for files, in this order: {@code java.io.tmpdir}, then the user's cache
   * directory, or the home directory if there is no cache. They may be missing or read-only.
   */
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
   * Creates a file, mode 0600, in a folder of its own, mode 0700, and opens it to read and write.
   *
   * @param directory the parent of the folder, which is named {@code tbot-diag-PID-RANDOM}
   * @param suffix the end of the file's name
   * @throws IOException if the directory is missing or not writable
   */
  public static PrivateFile create(Path directory, String suffix) throws IOException {
    String number = RandomDigits.of(RANDOM_BYTES);
    Path folder =
        Files.createDirectory(
            directory.resolve("tbot-diag-" + processId() + "-" + number.substring(0, 8)),
            mode(directory, FOLDER_MODE));
    Path path = folder.resolve(number + suffix);
    try {
      return new PrivateFile(
          folder, path, FileChannel.open(path, NEW_TO_READ_AND_WRITE, mode(path, FILE_MODE)));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(folder);
      throw e;
    }
  }

  /** The file's path; valid until {@link #unlink}. */
  public Path path() {
    return path;
  }

  /** The open file, to read and write; the caller closes it. */
  public FileChannel channel() {
    return channel;
  }

  /** Deletes the file and its folder; does not close what is open. */
  public void unlink() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(folder);
  }

  private static FileAttribute<?>[] mode(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static String processId() {
    try {
      // On Linux, a link to the directory of this process; elsewhere, it resolves to itself.
      return new File("/proc/self").getCanonicalFile().getName();
    } catch (IOException e) {
      return "self";
    }
  }
}
