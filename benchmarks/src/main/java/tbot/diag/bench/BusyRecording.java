package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Records itself at work, as a service with many threads, methods and stacks, nearly all of them
 * distinct, until the file is large enough.
 */
final class BusyRecording {

  private static final int THREADS = 64;
  private static final int CLASSES = 400;

  /** Measured. */
  private static final long BYTES_OF_SAMPLE = 300;

  private static volatile long result;

  private BusyRecording() {}

  /**
   * Makes one recording.
   *
   * @param arguments the file and how many bytes it should have
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

  /** Each path belongs to a thread, as in a service where each sort of work has its pool. */
  private static void work(Service[] layers, int seed) {
    long value = seed + result;
    for (long turn = 0; true; turn++) {
      value += Service.go(layers, (turn * 5_003 * THREADS + seed) % Service.PATHS);
      result = value;
    }
  }
}
