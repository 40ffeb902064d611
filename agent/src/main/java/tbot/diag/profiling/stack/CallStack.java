package tbot.diag.profiling.stack;

import java.util.Arrays;

/** The frames of one sample, the innermost first. Equal by content. */
public final class CallStack {

  private final Frame[] frames;
  private final long hash;

  /**
   * Takes over the frames.
   *
   * @param frames innermost first; not to be changed afterwards
   */
  public CallStack(Frame... frames) {
    this.frames = frames;
    this.hash = hash(frames);
  }

  /** A stack of the one frame {@link Frame#ofNative}. */
  public static CallStack ofNative(String name) {
    return new CallStack(Frame.ofNative(name));
  }

  private static long hash(Frame... frames) {
    long hash = 1;
    for (Frame frame : frames) {
      hash = extend(hash, frame);
    }
    return hash;
  }

  private static long extend(long hash, Frame frame) {
    return 31 * hash + frame.hash();
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
   * A stack of the innermost frames alone.
   *
   * @param count how many, at most all
   * @param root stands for the others
   */
  public CallStack innermost(int count, Frame root) {
    Frame[] kept = Arrays.copyOf(frames, count + 1);
    kept[count] = root;
    return new CallStack(kept);
  }

  /**
   * A 64-bit hash of some neighbouring frames, the same in every JVM: of their number, functions
   * and lines, which is what tells locations apart.
   *
   * @param from the first of them, the innermost
   * @param to behind the last of them
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

  /** The same for equal stacks, of 64 bits. */
  long hash() {
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.toString(frames);
  }
}
