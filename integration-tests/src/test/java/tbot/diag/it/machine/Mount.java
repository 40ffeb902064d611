package tbot.diag.it.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small file system of its own, to be full, read-only or noexec. */
public final class Mount implements AutoCloseable {

  private final Path directory;

  private Mount(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts one in memory. Skips the test where that is not allowed.
   *
   * @param options as for mount, with the size
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

  /** Leaves no byte free; returns the file that takes them. */
  public Path fill() throws IOException {
    Path filler = directory.resolve("filler");
    byte[] page = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      // No space left on device: that is what was wanted.
      return filler;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      // Lazily: the host may hold what is left, and ends after this.
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
