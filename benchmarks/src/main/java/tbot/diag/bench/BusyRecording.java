package tbot.diag.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import one.profiler.AsyncProfiler;

/** Records itself at work, many threads on deep stacks, until the file is large enough. */
final class BusyRecording {

  private static final int THREADS = 64;
  private static final int DEPTH = 120;
  private static final long LIMIT_NANOS = 10_000_000_000L;

  /** A chunk is complete in itself, so that recordings can be put behind one another. */
  private static final long CHUNK_BYTES = 10_000_000;

  private static volatile long result;

  private BusyRecording() {}

  /**
   * Makes one recording.
   *
   * @param arguments the file and how many bytes it should have
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    long wanted = Long.parseLong(arguments[1]);
    for (int i = 0; i < THREADS; i++) {
      int seed = i;
      Thread thread = new Thread(() -> work(seed), "worker-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    record(file, Math.min(wanted, CHUNK_BYTES));
    byte[] chunk = Files.readAllBytes(file);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < wanted; written += chunk.length) {
        out.write(chunk);
      }
    }
  }

  private static void record(Path file, long bytes) throws IOException, InterruptedException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute("start,jfr,event=itimer,interval=50us,jstackdepth=512,file=" + file);
    long start = System.nanoTime();
    // Stacks and names follow at the stop, about as much again.
    while (Files.size(file) < bytes / 2 && System.nanoTime() - start < LIMIT_NANOS) {
      Thread.sleep(100);
    }
    profiler.execute("stop");
  }

  private static void work(int seed) {
    long value = seed;
    while (true) {
      value = left(DEPTH, value * 31 + 7);
      result = value;
    }
  }

  // Which of the two calls which is up to the seed: many stacks, few methods, as in real programs.

  private static long left(int depth, long path) {
    return depth == 0 ? mix(path) : next(depth - 1, path) + 1;
  }

  private static long right(int depth, long path) {
    return depth == 0 ? mix(path) : next(depth - 1, path) - 1;
  }

  private static long next(int depth, long path) {
    // The upper levels seldom change, the lower ones often.
    return depth % 12 == 0 && ((path >>> (depth / 12)) & 1) == 0
        ? right(depth, path)
        : left(depth, path);
  }

  private static long mix(long path) {
    long value = path;
    for (int i = 0; i < 2_000; i++) {
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
    }
    return value + result % 2;
  }
}
