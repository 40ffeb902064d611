package tbot.diag.cli.profile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A file that gets new content as a whole: if the content cannot be had or written, what was there
 * stays. The content is written to another file in the same directory, which is then renamed.
 */
final class ReplacedFile {

  private static final int MOST_LINKS = 40;

  private final Path target;

  private ReplacedFile(Path target) {
    this.target = target;
  }

  /** The content of a file. */
  interface Content {
    void writeTo(OutputStream to) throws IOException;
  }

  /** The content that is printed as text. */
  static Content text(Consumer<PrintWriter> printer) {
    return to -> {
      // Kept until it is complete: a PrintWriter does not tell why it cannot write.
      StringWriter text = new StringWriter();
      try (PrintWriter out = new PrintWriter(text)) {
        printer.accept(out);
      }
      to.write(text.toString().getBytes(StandardCharsets.UTF_8));
    };
  }

  /**
   * Writes a file. A symbolic link stays one, and an existing file keeps its owner and permissions.
   * What cannot be replaced by a rename is written directly, such as a device or a pipe.
   *
   * @throws IOException if that is not possible; also all that the content throws is passed on
   */
  static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    for (int i = 0; Files.isSymbolicLink(target) && !isOfTheSystem(target); i++) {
      if (i == MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    new ReplacedFile(target).write(content);
  }

  /** Whether it leads to an open file, as /dev/stdout does; the other end goes on using that. */
  private static boolean isOfTheSystem(Path link) {
    return link.startsWith("/dev") || link.startsWith("/proc");
  }

  private void write(Content content) throws IOException {
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
    Path fresh = Files.isSymbolicLink(target) ? null : createBeside();
    if (fresh == null) {
      writeDirectly(content);
      return;
    }
    // Also when the process is told to end meanwhile.
    fresh.toFile().deleteOnExit();
    try {
      try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(fresh))) {
        content.writeTo(to);
      }
      put(fresh);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** An empty file like the target; null if the target cannot be replaced by one. */
  private Path createBeside() throws IOException {
    boolean replaces = Files.exists(target);
    if (replaces && !Files.isRegularFile(target)) {
      return null;
    }
    Path fresh = target.resolveSibling(".tbot-diag-" + UUID.randomUUID() + ".tmp");
    try {
      Files.newOutputStream(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
      if (replaces) {
        takeOver(fresh);
      }
      return fresh;
    } catch (IOException | UnsupportedOperationException e) {
      Files.deleteIfExists(fresh);
      if (!replaces) {
        throw e;
      }
      // Its directory cannot be written, or it is another user's.
      return null;
    }
  }

  private void takeOver(Path fresh) throws IOException {
    PosixFileAttributeView to = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    if (to == null) {
      return;
    }
    PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
    PosixFileAttributes own = to.readAttributes();
    if (!own.owner().equals(old.owner())) {
      to.setOwner(old.owner());
    }
    if (!own.group().equals(old.group())) {
      to.setGroup(old.group());
    }
    to.setPermissions(old.permissions());
  }

  private void writeDirectly(Content content) throws IOException {
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(target))) {
      content.writeTo(to);
    }
  }

  private void put(Path fresh) throws IOException {
    try {
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      // A single file that is mounted into a container cannot be renamed over.
      writeDirectly(to -> Files.copy(fresh, to));
    }
  }
}
