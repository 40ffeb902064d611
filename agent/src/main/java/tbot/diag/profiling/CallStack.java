package tbot.diag.profiling;

import java.util.Arrays;

/** The frames of one sample, the innermost first. Equal by content. */
public final class CallStack {

  private final Frame[] frames;
  private final int hash;

  /**
   * Takes over the frames.
   *
   * @param frames innermost first; not to be changed afterwards
   */
  public CallStack(Frame... frames) {
    this.frames = frames;
    this.hash = Arrays.hashCode(frames);
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

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof CallStack
            && hash == ((CallStack) other).hash
            && Arrays.equals(frames, ((CallStack) other).frames));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.toString(frames);
  }
}
