package tbot.diag.profiling.stack;

/** One frame of a stack: a function, the line in it, and how it got there. Equal by content. */
public final class Frame {

  private final Function function;
  private final int line;
  private final boolean inlined;
  private final long contentHash;

  /**
   * Describes a frame.
   *
   * @param function the function
   * @param line its source line, 0 when unknown
   * @param inlined whether the JIT compiler put this function's code into that of its caller
   */
  public Frame(Function function, int line, boolean inlined) {
    this.function = function;
    this.line = line;
    this.inlined = inlined;
    this.contentHash = CallStack.extend(1, function, line);
  }

  /**
   * A frame for what is no code of the program, such as a marker, or a class that stands in for an
   * unknown function: native, without file and line.
   */
  public static Frame ofNative(String name) {
    return new Frame(new Function(Function.Origin.NATIVE, name, ""), 0, false);
  }

  /** The function. */
  public Function function() {
    return function;
  }

  /** The source line, 0 when unknown. */
  public int line() {
    return line;
  }

  /** Whether the function has no machine code of its own here but lies in its caller's. */
  public boolean isInlined() {
    return inlined;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Frame)) {
      return false;
    }
    Frame that = (Frame) other;
    return contentHash == that.contentHash
        && line == that.line
        && inlined == that.inlined
        && function.equals(that.function);
  }

  /** Of function and line alone, as of a run of this one frame. */
  long contentHash() {
    return contentHash;
  }

  /** The same for equal frames, of 64 bits. */
  long hash() {
    return inlined ? ~contentHash : contentHash;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash());
  }

  @Override
  public String toString() {
    return function + ":" + line;
  }
}
