package tbot.diag.bench;

/** A layer of a busy service. Which layers a request goes through is a matter of its path. */
public interface Service {

  /** How many different ways there are through a service. */
  int PATHS = 1 << 14;

  /** The most layers that a path goes through; the fewest are a quarter of that. */
  int MAX_DEPTH = 118;

  /** Goes through this layer and as many more as the depth says. */
  long handle(Service[] all, int depth, long path);

  /** Goes through this layer and as many more as the depth says. */
  long read(Service[] all, int depth, long path);

  /** Goes through this layer and as many more as the depth says. */
  long parse(Service[] all, int depth, long path);

  /** Goes through this layer and as many more as the depth says. */
  long check(Service[] all, int depth, long path);

  /** Goes through this layer and as many more as the depth says. */
  long find(Service[] all, int depth, long path);

  /** Goes through this layer and as many more as the depth says. */
  long store(Service[] all, int depth, long path);

  /** Goes the whole of a path, of 0 to {@link #PATHS} - 1. */
  static long go(Service[] all, long path) {
    int depth = MAX_DEPTH - (int) (mix(path) & 0xffff) % (MAX_DEPTH * 3 / 4);
    return all[layer(all, depth, path)].handle(all, depth, path);
  }

  /** Which class comes next. */
  static int layer(Service[] all, int depth, long path) {
    return (int) ((mix(prefix(depth, path)) >>> 8) % all.length);
  }

  /** Which of its methods comes next. */
  static int method(int depth, long path) {
    return (int) ((mix(prefix(depth, path)) >>> 40) % 6);
  }

  /** The outer layers are the same for many paths, the inner ones for few. */
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
