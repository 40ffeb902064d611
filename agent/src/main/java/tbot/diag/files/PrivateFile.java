package tbot.diag.files;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A file of this agent while it has a name. No other user can open it or put another in its place,
 * whatever the host's umask.
 *
 * <p>It lies in a folder that its user alone may enter, under a name that nobody can guess. So even
 * where others may rename that folder, as in a directory that all may write and that lacks the
 * sticky bit, they do not know what to call a file that is to be taken for ours.
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
   * Makes a file and opens it to read and write.
   *
   * @param directory where its folder is made, whose name says whose it is and of which process
   * @param suffix the end of its name
   */
  public static PrivateFile create(Path directory, String suffix) throws IOException {
    String number = random();
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

  /** Its name, until {@link #unlink}. */
  public Path path() {
    return path;
  }

  /** Open to read and write; closed by the caller. */
  public FileChannel channel() {
    return channel;
  }

  /** Takes its name away. What is open stays so. */
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

  /** From the system, which costs a host less than a {@code SecureRandom} with its providers. */
  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    try (DataInputStream in = new DataInputStream(new FileInputStream("/dev/urandom"))) {
      in.readFully(bytes);
    } catch (IOException e) {
      new SecureRandom().nextBytes(bytes);
    }
    StringBuilder digits = new StringBuilder(2 * RANDOM_BYTES);
    for (byte b : bytes) {
      digits.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return digits.toString();
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
