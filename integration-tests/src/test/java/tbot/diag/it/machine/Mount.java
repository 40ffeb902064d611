package tbot.diag.it.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small file system that can be full, read-only or noexec. */
public final class Mount implements AutoCloseable {

  private final Path directory;

  private Mount(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts a tmpfs. Skips the test where that is not allowed.
   *
   * @param options the options of mount, with the size
   */
  public static Mount tmpfs(Path parent, String options) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(parent, "mounted");
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", options, "tbot-diag-it", directory.toString()),
        "this user may not mount");
    return new Mount(directory);
  }

  public Path directory() {
    return directory;
  }

  /** Fills it to the last byte; returns the file that does. */
  public Path fill() throws IOException {
    Path filler = directory.resolve("filler");
    byte[] page = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      // No space left on device, as intended.
      return filler;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      // Lazily, as the host may still have files open; it ends after this.
      run("umount", "--lazy", directory.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a command exists and succeeds. */
  public static boolean run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return false;
    }
    process.getInputStream().readAllBytes();
    return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
  }
}
