package tbot.diag.hosts;

import java.io.IOException;

/**
 * Works in 16 threads on stacks of 60 to 120 frames, nearly all different, and allocates nothing,
 * until standard input ends. A thread that runs out of memory ends the JVM with exit code 3.
 */
public final class DeepStacksHost {

  private static final int THREADS = 16;
  private static final int MIN_DEPTH = 60;
  private static final int MAX_DEPTH = 120;

  private static volatile long result;

  private DeepStacksHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          if (thrown instanceof OutOfMemoryError) {
            Runtime.getRuntime().halt(3);
          }
        });
    for (int i = 0; i < THREADS; i++) {
      int seed = i + 1;
      DaemonThread.start("worker-" + i, () -> work(seed));
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Only the end matters.
    }
  }

  private static void work(int seed) {
    long path = seed;
    while (true) {
      path = mix(path + 0x9e3779b97f4a7c15L);
      int depth = MIN_DEPTH + (int) ((path >>> 33) % (MAX_DEPTH - MIN_DEPTH));
      result = next(path, depth);
    }
  }

  /** Chooses the next method by three bits of the path, which repeat after 21 calls. */
  private static long next(long path, int depth) {
    switch ((int) (path >>> (depth % 21 * 3)) & 7) {
      case 0:
        return handle(path, depth);
      case 1:
        return read(path, depth);
      case 2:
        return parse(path, depth);
      case 3:
        return check(path, depth);
      case 4:
        return find(path, depth);
      case 5:
        return load(path, depth);
      case 6:
        return store(path, depth);
      default:
        return send(path, depth);
    }
  }

  private static long handle(long path, int depth) {
    return depth <= 0 ? leaf(path) : next(path, depth - 2) + 1;
  }

  private static long read(long path, int depth) {
    return depth <= 0 ? leaf(path) : next(path, depth - 2) + 2;
  }

  private static long parse(long path, int depth) {
    return depth <= 0 ? leaf(path) : next(path, depth - 2) + 3;
  }

  private static long check(long path, int depth) {
    return depth <= 0 ? leaf(path) : next(path, depth - 2) + 4;
  }

  private static long find(long path, int depth) {
    return depth <= 0 ? leaf(path) : next(path, depth - 2) + 5;
  }

  private static long load(long path, int depth) {
    return depth <= 0 ? leaf(path) : next(path, depth - 2) + 6;
  }

  private static long store(long path, int depth) {
    return depth <= 0 ? leaf(path) : next(path, depth - 2) + 7;
  }

  private static long send(long path, int depth) {
    return depth <= 0 ? leaf(path) : next(path, depth - 2) + 8;
  }

  private static long leaf(long path) {
    long value = path;
    for (int i = 0; i < 100_000; i++) {
      value = mix(value);
    }
    return value + result % 2;
  }

  private static long mix(long seed) {
    long value = seed;
    value ^= value << 13;
    value ^= value >>> 7;
    value ^= value << 17;
    return value;
  }
}
