package tbot.diag.profiling;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes equal functions, frames and stacks one object, so that a long recording holds each once
 * however many segments it is read from, and comparing two is seldom more than comparing
 * references. Bounded: a table that has grown too large starts anew, which costs some duplicates
 * and nothing else. For one thread.
 */
final class FrameTable {

  private static final int MAX_FRAMES = 50_000;

  /** Of all stacks together: 2 MB of references, to stacks that most windows hold anyway. */
  private static final int MAX_FRAMES_OF_STACKS = 500_000;

  private final Map<Function, Function> functions = new HashMap<>();
  private final Map<Frame, Frame> frames = new HashMap<>();
  private final Map<CallStack, CallStack> stacks = new HashMap<>();
  private int framesOfStacks;

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

  /**
   * The stack of these frames.
   *
   * @param frames innermost first; taken over
   */
  CallStack stack(Frame[] frames) {
    if (framesOfStacks >= MAX_FRAMES_OF_STACKS) {
      clearStacks();
    }
    CallStack fresh = new CallStack(frames);
    CallStack known = stacks.putIfAbsent(fresh, fresh);
    if (known != null) {
      return known;
    }
    framesOfStacks += frames.length;
    return fresh;
  }

  private void clearStacks() {
    stacks.clear();
    framesOfStacks = 0;
  }

  void clear() {
    functions.clear();
    frames.clear();
    clearStacks();
  }
}
