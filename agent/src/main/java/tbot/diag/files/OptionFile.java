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
import java.util.Objects;
import tbot.diag.log.Log;

/** A file that an option names. Its messages are one line with the option, the path and why. */
public final class OptionFile {

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
  public OptionFile(String option, File file) {
    this.option = option;
    this.file = file;
  }

  /** The file as it was given; a relative path belongs to the directory of the JVM's start. */
  public File file() {
    return file;
  }

  /**
   * Reads the whole file.
   *
   * @param maxBytes of larger files nothing is read
   * @throws IllegalArgumentException if it is missing, too large, or cannot be read
   */
  public byte[] read(long maxBytes) {
    return read(maxBytes, false);
  }

  /**
   * Reads the whole file, which must be kept from other users: mode 0600 or less. If root owns it,
   * its group may read it too, which is PostgreSQL's rule. Kubernetes mounts secrets so for hosts
   * that do not run as root.
   *
   * @param maxBytes of larger files nothing is read
   * @throws IllegalArgumentException if others may read or write it, or as {@link #read}
   */
  public byte[] readSecret(long maxBytes) {
    return read(maxBytes, true);
  }

  private byte[] read(long maxBytes, boolean secret) {
    try {
      Path path = path();
      checkKind(path, maxBytes);
      if (secret && isUnix(path)) {
        checkMode(Files.readAttributes(path, "unix:mode,uid"));
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw invalid("no such file", e);
    } catch (AccessDeniedException e) {
      throw invalid("cannot be read: permission denied", e);
    } catch (IOException e) {
      throw invalid("cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * A value that differs if the file may have changed in content, mode or owner; links are
   * followed. Nobody can set the change time of a file, so changes that keep the time of
   * modification show too. Reads no content.
   */
  public Object version() {
    try {
      Path path = file.toPath();
      return Files.readAttributes(
          path, isUnix(path) ? "unix:ino,ctime,size" : "lastModifiedTime,size");
    } catch (IOException | InvalidPathException e) {
      return e.toString();
    }
  }

  /** An exception whose message is one line about this file. */
  public IllegalArgumentException invalid(String what) {
    return invalid(what, null);
  }

  /** An exception whose message is one line about this file. */
  public IllegalArgumentException invalid(String what, Throwable cause) {
    return new IllegalArgumentException(Log.printable(this + ": " + what), cause);
  }

  private Path path() {
    try {
      return file.toPath();
    } catch (InvalidPathException e) {
      throw invalid("not a path: " + e.getReason(), e);
    }
  }

  private void checkKind(Path path, long maxBytes) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      // Reading a pipe or a device might never end.
      throw invalid(attributes.isDirectory() ? "a directory, not a file" : "not a regular file");
    }
    if (attributes.size() > maxBytes) {
      throw invalid("too large: " + attributes.size() + " bytes; at most " + maxBytes);
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

  @Override
  public boolean equals(Object other) {
    return other instanceof OptionFile
        && option.equals(((OptionFile) other).option)
        && file.equals(((OptionFile) other).file);
  }

  @Override
  public int hashCode() {
    return Objects.hash(option, file);
  }

  /** The option and the path, as messages begin. */
  @Override
  public String toString() {
    return option + ": " + file;
  }
}
