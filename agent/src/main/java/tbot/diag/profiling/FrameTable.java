package tbot.diag.profiling;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes equal functions and frames one object, so that a long recording holds each once however
 * many segments it is read from. Bounded: a table that has grown too large starts anew, which costs
 * some duplicates and nothing else. For one thread.
 */
final class FrameTable {

  private static final int MAX_FRAMES = 100_000;

  private final Map<Function, Function> functions = new HashMap<>();
  private final Map<Frame, Frame> frames = new HashMap<>();

  Function function(Function.Origin origin, String name, String file) {
    Function fresh = new Function(origin, name, file);
    Function known = functions.putIfAbsent(fresh, fresh);
    return known == null ? fresh : known;
  }

  Frame frame(Function function, int line, boolean inlined) {
    if (frames.size() >= MAX_FRAMES) {
      clear();
    }
    Frame fresh = new Frame(function, line, inlined);
    Frame known = frames.putIfAbsent(fresh, fresh);
    return known == null ? fresh : known;
  }

  void clear() {
    functions.clear();
    frames.clear();
  }
}
