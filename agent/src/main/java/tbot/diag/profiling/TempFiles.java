package tbot.diag.profiling;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Files of this agent while they have a name. No other user can open them, whatever the umask. */
final class TempFiles {

  private static final Set<StandardOpenOption> NEW_TO_READ_AND_WRITE =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private TempFiles() {}

  /** A name that says whose the file is and of which process, and that nobody can guess. */
  static Path name(Path directory, String suffix) {
    return directory.resolve("tbot-diag-" + processId() + "-" + UUID.randomUUID() + suffix);
  }

  /**
   * Makes a file of this user alone and opens it to read and write.
   *
   * @param file must not exist
   */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, NEW_TO_READ_AND_WRITE, attributes(file));
  }

  private static FileAttribute<?>[] attributes(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
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
