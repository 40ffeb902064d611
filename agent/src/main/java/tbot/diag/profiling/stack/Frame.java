package tbot.diag.profiling.stack;

/** One frame of a stack: a function, a line, and whether it was inlined. Equal by content. */
public final class Frame {

  private final Function function;
  private final int line;
  private final boolean inlined;
  private final long contentHash;

  /**
   * A frame of any function.
   *
   * @param line the source line, 0 if unknown
   * @param inlined whether the JIT compiler inlined the function into its caller
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

  /** The source line, 0 if unknown. */
  public int line() {
    return line;
  }

  /** Whether the JIT compiler inlined the function into its caller, the next frame outwards. */
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

  /** {@link CallStack#contentHash} of this frame alone; the same whether it is inlined or not. */
  long contentHash() {
    return contentHash;
  }

  /** A 64-bit hash, the same for equal frames. */
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
