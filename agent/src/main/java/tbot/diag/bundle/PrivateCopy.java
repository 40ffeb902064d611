package tbot.diag.bundle;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tbot.diag.files.PrivateFile;
import tbot.diag.log.Log;

/**
 * Copies the agent's jar, so that nobody else can change what the agent reads. The copy is a
 * deleted file that stays open: it takes disk space but no memory, and the system removes it when
 * the process ends. On a host without a writable directory, the copy is in the heap.
 */
final class PrivateCopy {

  /** The largest size that the JVM reads and writes without allocating native memory. */
  private static final int BUFFER_BYTES = 8192;

  private PrivateCopy() {}

  /**
   * Copies a jar.
   *
   * @throws IOException if the jar cannot be read
   */
  static JarBytes of(File jar) throws IOException {
    for (File directory : PrivateFile.directories()) {
      try {
        return inFile(jar, directory.toPath());
      } catch (IOException | InvalidPathException e) {
        // A name that the charset of the file system does not have is no path.
        Log.debug("no copy of the agent's jar in " + directory + ": " + e.getMessage());
      }
    }
    return new HeapBytes(Files.readAllBytes(jar.toPath()));
  }

  private static JarBytes inFile(File jar, Path directory) throws IOException {
    PrivateFile made = PrivateFile.create(directory, ".jar");
    RandomAccessFile file;
    try {
      file = new RandomAccessFile(made.path().toFile(), "rw");
    } finally {
      made.channel().close();
      made.unlink();
    }
    try (InputStream in = new FileInputStream(jar)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        file.write(buffer, 0, n);
      }
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return new FileBytes(file);
  }
}
