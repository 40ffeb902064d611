package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.concurrent.TimeUnit;

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
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long POLL_MILLIS = 50;

  /** No command keeps its copy for so long, unless it was killed. */
  private static final long STALE_MILLIS = 60_000;

  /** How long to wait for another command, which most often takes a second. */
  private static final long WAIT_MILLIS = 30_000;

  private final Path parent;
  private final SecureDirectoryStream<Path> temp;
  private final Path folder;
  private final Path file;

  private boolean made;

  /** Ends a copy that is being written, so that a thread that removes it need not wait. */
  private volatile boolean removed;

  private CopiedJar(Path parent, CopyName name) throws IOException {
    this.parent = parent;
    temp = open(parent);
    folder = Paths.get(name.folder());
    file = Paths.get(name.file());
  }

  /**
   * A copy that is still to be made.
   *
   * @throws IOException if this user may not look at the {@code /tmp} of the process
   */
  static CopiedJar in(ProcProcess process) throws IOException {
    CopyName name = CopyName.of(process);
    return new CopiedJar(process.root().file(TEMP).toPath(), name);
  }

  /**
   * Copies a jar. What is made is there until {@link #remove}, also after a failure.
   *
   * @throws IOException if this user may not write into the {@code /tmp} of the process
   */
  void make(File jar) throws IOException {
    make(jar, WAIT_MILLIS);
  }

  /**
   * The same.
   *
   * @param millis how long to wait for another command's copy to go
   */
  void make(File jar, long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!makeFolder()) {
      if (System.nanoTime() - end > 0) {
        throw new IOException(
            "another command has its copy there, "
                + parent.resolve(folder)
                + "; if it was killed, that can be removed");
      }
      pause();
    }
    write(jar);
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

  /** Makes the folder, for this user alone; false if there is one of another command. */
  private synchronized boolean makeFolder() throws IOException {
    requireNotRemoved();
    try {
      Files.createDirectory(
          parent.resolve(folder),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      made = true;
      return true;
    } catch (FileAlreadyExistsException e) {
      if (isStale()) {
        removeFolder();
      }
      return false;
    }
  }

  private void requireNotRemoved() throws IOException {
    if (removed) {
      throw new IOException("interrupted");
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
  private synchronized void write(File jar) throws IOException {
    requireNotRemoved();
    Set<OpenOption> options =
        new HashSet<>(Arrays.asList(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    try (SecureDirectoryStream<Path> opened = openFolder()) {
      try (InputStream in = Files.newInputStream(jar.toPath());
          OutputStream out = Channels.newOutputStream(opened.newByteChannel(PART, options))) {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          requireNotRemoved();
          out.write(buffer, 0, n);
        }
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
   * Removes the copy and its folder, or what has been made of them.
   *
   * @throws IOException if they stay
   */
  void remove() throws IOException {
    removed = true;
    removeWhatWasMade();
  }

  private synchronized void removeWhatWasMade() throws IOException {
    if (made) {
      removeFolder();
    }
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
