package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A copy of the agent's jar in the {@code /tmp} of a JVM that has files of its own. One command at
 * a time has a copy there.
 *
 * <p>Both directories are held open. Their paths would lead elsewhere if the process replaced them
 * by links, and nowhere once it has ended.
 */
final class CopiedJar {

  private static final String TEMP = "/tmp";
  private static final Path PART = Paths.get("part");
  private static final long POLL_MILLIS = 50;

  /** No command keeps its copy for so long, unless it was killed. */
  private static final long STALE_MILLIS = 60_000;

  private final SecureDirectoryStream<Path> temp;
  private final Path folder;
  private final Path file;

  private CopiedJar(SecureDirectoryStream<Path> temp, CopyName name) {
    this.temp = temp;
    folder = Paths.get(name.folder());
    file = Paths.get(name.file());
  }

  /**
   * Copies a jar.
   *
   * @throws IOException if this user may not write into the {@code /tmp} of the process
   */
  static CopiedJar of(File jar, ProcProcess process) throws IOException {
    CopyName name = CopyName.of(process);
    Path path = process.root().file(TEMP).toPath();
    CopiedJar copy = new CopiedJar(open(path), name);
    boolean made = false;
    try {
      copy.makeFolder(path);
      made = true;
      copy.write(jar);
    } catch (IOException | RuntimeException e) {
      if (made) {
        copy.removeFolder();
      }
      copy.temp.close();
      throw e;
    }
    return copy;
  }

  @SuppressWarnings("StreamResourceLeak") // remove() closes it
  private static SecureDirectoryStream<Path> open(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw new IOException("its /tmp is a link, which leads to another place here");
    }
    DirectoryStream<Path> directory = Files.newDirectoryStream(path);
    if (directory instanceof SecureDirectoryStream) {
      return (SecureDirectoryStream<Path>) directory;
    }
    directory.close();
    throw new IOException("this system cannot hold directories open");
  }

  private void makeFolder(Path parent) throws IOException {
    while (true) {
      try {
        Files.createDirectory(parent.resolve(folder));
        return;
      } catch (FileAlreadyExistsException e) {
        if (isStale()) {
          removeFolder();
        }
        pause();
      }
    }
  }

  private boolean isStale() throws IOException {
    try {
      BasicFileAttributeView view =
          temp.getFileAttributeView(
              folder, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      long made = view.readAttributes().lastModifiedTime().toMillis();
      return Math.abs(System.currentTimeMillis() - made) > STALE_MILLIS;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * With the time of the jar, by which the agent knows it again; and under its name when it is
   * complete, as an agent from the last copy may look at it.
   */
  private void write(File jar) throws IOException {
    Set<OpenOption> options =
        new HashSet<>(Arrays.asList(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    try (SecureDirectoryStream<Path> opened = openFolder()) {
      try (OutputStream out = Channels.newOutputStream(opened.newByteChannel(PART, options))) {
        Files.copy(jar.toPath(), out);
      }
      PosixFileAttributeView view = opened.getFileAttributeView(PART, PosixFileAttributeView.class);
      view.setTimes(FileTime.fromMillis(jar.lastModified()), null, null);
      // The JVM may be another user's.
      view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
      opened.move(PART, opened, file);
    }
    temp.getFileAttributeView(folder, PosixFileAttributeView.class)
        .setPermissions(PosixFilePermissions.fromString("rwx--x--x"));
  }

  private SecureDirectoryStream<Path> openFolder() throws IOException {
    return temp.newDirectoryStream(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /** The path as the process sees it. */
  File path() {
    return new File(TEMP + "/" + folder + "/" + file);
  }

  /**
   * Removes the copy and its folder.
   *
   * @throws IOException if they stay
   */
  void remove() throws IOException {
    removeFolder();
    temp.close();
  }

  private void removeFolder() throws IOException {
    try (SecureDirectoryStream<Path> opened = openFolder()) {
      for (Path found : opened) {
        opened.deleteFile(found.getFileName());
      }
    } catch (NoSuchFileException e) {
      // Another command has removed it.
    }
    try {
      temp.deleteDirectory(folder);
    } catch (NoSuchFileException e) {
      // The same.
    }
  }
}
