package tbot.diag.profiling.stack;

import java.util.Arrays;

/** The frames of a call stack, innermost first. Equal by content. */
public final class CallStack {

  private final Frame[] frames;
  private final long hash;

  /**
   * Uses the array itself, without a copy.
   *
   * @param frames innermost first; must not be changed afterwards
   */
  public CallStack(Frame... frames) {
    this.frames = frames;
    long hash = 1;
    for (Frame frame : frames) {
      hash = 31 * hash + frame.hash();
    }
    this.hash = hash;
  }

  /** A stack of the one frame {@link Frame#ofNative}. */
  public static CallStack ofNative(String name) {
    return new CallStack(Frame.ofNative(name));
  }

  /** The number of frames. */
  public int depth() {
    return frames.length;
  }

  /**
   * A frame.
   *
   * @param index 0 is the innermost
   */
  public Frame frame(int index) {
    return frames[index];
  }

  /**
   * A stack of the innermost frames and one that stands for the others.
   *
   * @param count the number of innermost frames, at most all
   * @param root stands for the others
   */
  public CallStack innermost(int count, Frame root) {
    Frame[] kept = Arrays.copyOf(frames, count + 1);
    kept[count] = root;
    return new CallStack(kept);
  }

  /**
   * A 64-bit hash of a range of frames, the same in every JVM. It covers what distinguishes
   * locations: the number of frames, their functions and lines.
   *
   * @param from the index of the first frame, the innermost
   * @param to the index after the last frame
   */
  public long contentHash(int from, int to) {
    if (to - from == 1) {
      return frames[from].contentHash();
    }
    long hash = (long) to - from;
    for (int i = from; i < to; i++) {
      hash = extend(hash, frames[i].function(), frames[i].line());
    }
    return hash;
  }

  /** Continues a content hash by a frame's function and line. */
  static long extend(long hash, Function function, int line) {
    return Hash64.of(Hash64.of(hash, function.contentHash()), line);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof CallStack
            && hash == ((CallStack) other).hash
            && Arrays.equals(frames, ((CallStack) other).frames));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  /** A 64-bit hash, the same for equal stacks. */
  long hash() {
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.toString(frames);
  }
}
