package demo.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that only their owner can read, and that are never seen half written. */
final class PrivateFile {

  private PrivateFile() {}

  /** Creates or replaces a file in one atomic step, with mode 0600. */
  static void replace(Path file, byte[] content) throws IOException {
    // The JDK creates temporary files with mode 0600, and the move keeps the mode.
    Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".new");
    try {
      Files.write(temporary, content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
