package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes a recording of a busy service: many threads, many methods, and many stacks that are nearly
 * all distinct.
 */
final class BusyRecording {

  private static final int THREADS = 64;
  private static final int CLASSES = 400;

  /** The average of a recording, measured. */
  private static final long BYTES_OF_SAMPLE = 300;

  private static volatile long result;

  private BusyRecording() {}

  /**
   * Makes one recording.
   *
   * @param arguments the file, and its size in bytes
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Service[] layers = Services.load(CLASSES);
    for (int i = 0; i < THREADS; i++) {
      int seed = i;
      Thread thread = new Thread(() -> work(layers, seed), "worker-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    SizedRecording.write(Path.of(arguments[0]), Long.parseLong(arguments[1]), BYTES_OF_SAMPLE);
  }

  /** Each thread has its own paths, as in a service with a thread pool for each kind of work. */
  private static void work(Service[] layers, int seed) {
    long value = seed + result;
    for (long turn = 0; true; turn++) {
      value += Service.go(layers, (turn * 5_003 * THREADS + seed) % Service.PATHS);
      result = value;
    }
  }
}
