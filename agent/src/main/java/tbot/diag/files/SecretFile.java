package tbot.diag.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/**
 * A file of secrets that an option names. Other users may neither read nor write it: mode 0600 or
 * less. If root owns it, its group may read it too, which is PostgreSQL's rule; Kubernetes mounts
 * secrets so for containers that do not run as root.
 *
 * <p>Its messages are one line with the option, the path and the reason.
 */
public final class SecretFile {

  private static final long MAX_BYTES = 1 << 20;

  private static final int GROUP_AND_OTHERS = 077;
  private static final int ALL_BUT_READ_BY_GROUP = 037;
  private static final int PERMISSIONS = 07777;
  private static final int ROOT = 0;

  private final String option;
  private final File file;

  /**
   * Names the file, which need not exist.
   *
   * @param option the key of the option
   */
  public SecretFile(String option, File file) {
    this.option = option;
    this.file = file;
  }

  /**
   * Reads the whole file.
   *
   * @throws IllegalArgumentException if it is missing, has more than 1 MiB, is open to other users,
   *     or cannot be read
   */
  public byte[] read() {
    try {
      Path path = path();
      check(path);
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw invalid("no such file");
    } catch (AccessDeniedException e) {
      throw invalid("cannot be read: permission denied");
    } catch (IOException e) {
      throw invalid("cannot be read: " + e.getMessage());
    }
  }

  /** An exception whose message is one line about this file. */
  public IllegalArgumentException invalid(String what) {
    return new IllegalArgumentException(option + ": " + file + ": " + what);
  }

  /** Changes whenever the file does, in content, mode or owner; null if it cannot be looked at. */
  Object version() {
    try {
      Path path = path();
      return Files.readAttributes(
          path, isUnix(path) ? "unix:ino,ctime,size" : "lastModifiedTime,size");
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private Path path() {
    try {
      return file.toPath();
    } catch (InvalidPathException e) {
      throw invalid("not a path: " + e.getReason());
    }
  }

  private void check(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      // Reading a pipe or a device might never end.
      throw invalid(attributes.isDirectory() ? "a directory, not a file" : "not a regular file");
    }
    if (attributes.size() > MAX_BYTES) {
      throw invalid("too large: " + attributes.size() + " bytes; at most " + MAX_BYTES);
    }
    if (isUnix(path)) {
      checkMode(Files.readAttributes(path, "unix:mode,uid"));
    }
  }

  private void checkMode(Map<String, Object> attributes) {
    int mode = (Integer) attributes.get("mode");
    boolean ofRoot = (Integer) attributes.get("uid") == ROOT;
    if ((mode & (ofRoot ? ALL_BUT_READ_BY_GROUP : GROUP_AND_OTHERS)) != 0) {
      throw invalid(
          "open to other users (mode 0"
              + Integer.toOctalString(mode & PERMISSIONS)
              + "); use mode 0600, or 0640 if root owns it");
    }
  }

  private static boolean isUnix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }
}
