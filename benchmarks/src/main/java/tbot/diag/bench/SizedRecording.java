package tbot.diag.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import one.profiler.AsyncProfiler;

/** Records CPU samples of this process until the file is large enough. */
final class SizedRecording {

  private static final long LIMIT_NANOS = 5_000_000_000L;

  /**
   * Size of a chunk. Each chunk is complete, so the file is a sequence of them. The agent's
   * recorder ends its chunks after 8 MB at the latest.
   */
  private static final long CHUNK_BYTES = 10_000_000;

  private SizedRecording() {}

  /**
   * Makes one recording.
   *
   * @param bytes the approximate size
   * @param bytesOfSample the average size of a sample, with its share of the stacks and names
   */
  static void write(Path file, long bytes, long bytesOfSample)
      throws IOException, InterruptedException {
    Path chunk = Path.of(file + ".chunk");
    long written = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      while (written < bytes) {
        record(chunk, Math.min(bytes - written, CHUNK_BYTES) / bytesOfSample);
        written += Files.copy(chunk, out);
      }
    } finally {
      Files.deleteIfExists(chunk);
    }
  }

  private static void record(Path file, long samples) throws IOException, InterruptedException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute("start,jfr,event=cpu,interval=50us,jstackdepth=512,file=" + file);
    long start = System.nanoTime();
    while (profiler.getSamples() < samples && System.nanoTime() - start < LIMIT_NANOS) {
      Thread.sleep(10);
    }
    profiler.execute("stop");
  }
}
