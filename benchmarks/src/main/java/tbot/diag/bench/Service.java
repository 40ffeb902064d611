package tbot.diag.bench;

/** A layer of a busy service. The path of a request decides which layers it passes through. */
public interface Service {

  /** The number of different paths through a service. */
  int PATHS = 1 << 14;

  /** The most layers on a path; the fewest are a quarter of that. */
  int MAX_DEPTH = 118;

  /** Passes through this layer and {@code depth} more. */
  long handle(Service[] all, int depth, long path);

  /** Passes through this layer and {@code depth} more. */
  long read(Service[] all, int depth, long path);

  /** Passes through this layer and {@code depth} more. */
  long parse(Service[] all, int depth, long path);

  /** Passes through this layer and {@code depth} more. */
  long check(Service[] all, int depth, long path);

  /** Passes through this layer and {@code depth} more. */
  long find(Service[] all, int depth, long path);

  /** Passes through this layer and {@code depth} more. */
  long store(Service[] all, int depth, long path);

  /** Follows a whole path, from 0 to {@link #PATHS} - 1. */
  static long go(Service[] all, long path) {
    int depth = MAX_DEPTH - (int) (mix(path) & 0xffff) % (MAX_DEPTH * 3 / 4);
    return all[layer(all, depth, path)].handle(all, depth, path);
  }

  /** The index of the next layer. */
  static int layer(Service[] all, int depth, long path) {
    return (int) ((mix(prefix(depth, path)) >>> 8) % all.length);
  }

  /** The next method in that layer, from 0 to 5. */
  static int method(int depth, long path) {
    return (int) ((mix(prefix(depth, path)) >>> 40) % 6);
  }

  /** Many paths have the same outer layers, and few have the same inner layers. */
  private static long prefix(int depth, long path) {
    int unknown = Math.min(12, depth / 8);
    return path >>> unknown | (long) depth << 32;
  }

  /** The work at the end of a path. */
  static long work(long path) {
    long value = path;
    for (int i = 0; i < 3_000; i++) {
      value = mix(value);
    }
    return value;
  }

  /** Spreads the bits of a number; never negative. */
  private static long mix(long value) {
    long mixed = value * 0x9e3779b97f4a7c15L;
    mixed ^= mixed >>> 29;
    mixed *= 0xbf58476d1ce4e5b9L;
    return (mixed ^ mixed >>> 32) & Long.MAX_VALUE;
  }
}
