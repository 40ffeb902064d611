package tbot.diag.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import one.profiler.AsyncProfiler;

/**
 * Records itself at work, as a service with many threads, methods and stacks, until the file is
 * large enough.
 */
final class BusyRecording {

  private static final int THREADS = 64;
  private static final int CLASSES = 400;
  private static final long LIMIT_NANOS = 8_000_000_000L;

  /**
   * A chunk is complete in itself, so recordings can be put behind one another. The recorder of the
   * agent completes its chunks after 8 MB at the latest.
   */
  private static final long CHUNK_BYTES = 10_000_000;

  /** With its stack, if that is new to the chunk; measured. */
  private static final long BYTES_OF_SAMPLE = 300;

  private static volatile long result;

  private BusyRecording() {}

  /**
   * Makes one recording.
   *
   * @param arguments the file and how many bytes it should have
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    Path chunk = Path.of(arguments[0] + ".chunk");
    long wanted = Long.parseLong(arguments[1]);
    Service[] layers = Services.load(CLASSES);
    for (int i = 0; i < THREADS; i++) {
      int seed = i;
      Thread thread = new Thread(() -> work(layers, seed), "worker-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    long written = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      while (written < wanted) {
        record(chunk, Math.min(wanted - written, CHUNK_BYTES));
        written += Files.copy(chunk, out);
      }
    } finally {
      Files.deleteIfExists(chunk);
    }
  }

  private static void record(Path file, long bytes) throws IOException, InterruptedException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute("start,jfr,event=cpu,interval=50us,jstackdepth=512,file=" + file);
    long start = System.nanoTime();
    // An event takes a dozen bytes, and its stack some hundred when it is new; stacks and names
    // follow at the stop.
    while (profiler.getSamples() * BYTES_OF_SAMPLE < bytes
        && System.nanoTime() - start < LIMIT_NANOS) {
      Thread.sleep(10);
    }
    profiler.execute("stop");
  }

  /** Each path belongs to a thread, as in a service where each sort of work has its pool. */
  private static void work(Service[] layers, int seed) {
    long value = seed + result;
    for (long turn = 0; true; turn++) {
      value += Service.go(layers, (turn * 5_003 * THREADS + seed) % Service.PATHS);
      result = value;
    }
  }
}
