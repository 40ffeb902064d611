package demo.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that only their owner reads, and that readers see whole or not at all. */
final class PrivateFile {

  private PrivateFile() {}

  /** Puts the content in place of the file's, or makes the file, in one step, with mode 0600. */
  static void replace(Path file, byte[] content) throws IOException {
    // The JDK makes temporary files with mode 0600, and the move keeps it.
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".new");
    try {
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
