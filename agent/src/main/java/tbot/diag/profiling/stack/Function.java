package tbot.diag.profiling.stack;

/** A function on a stack. Equal by origin, name and file. */
public final class Function {

  /** Where a function's code is. */
  public enum Origin {
    /** Java bytecode, interpreted or compiled. */
    JAVA,
    /** The JVM, its stubs and other native libraries. */
    NATIVE,
    /** The operating system's kernel. */
    KERNEL;

    /** The start value for the hashes of its functions. */
    private final long hash = Hash64.of(0, name());
  }

  private final Origin origin;
  private final String name;
  private final String file;
  private final int startLine;
  private final long contentHash;

  /**
   * A function of any origin.
   *
   * @param origin where its code is
   * @param name {@code com.foo.Bar.method} for Java, otherwise the symbol as the profiler names it
   * @param file {@code com/foo/Bar.java} for Java, otherwise the library; empty if unknown
   */
  public Function(Origin origin, String name, String file) {
    this(origin, name, file, 0);
  }

  /**
   * A function as a file of a profile describes it.
   *
   * @param startLine the line in the file where it begins, 0 if unknown
   */
  public Function(Origin origin, String name, String file, int startLine) {
    this.origin = origin;
    this.name = name;
    this.file = file;
    this.startLine = startLine;
    this.contentHash = Hash64.of(Hash64.of(origin.hash, name), file);
  }

  /** Where the code is. */
  public Origin origin() {
    return origin;
  }

  /** The Java name with dots, or the symbol. */
  public String name() {
    return name;
  }

  /** The source file for Java, the library for native code; empty if unknown. */
  public String file() {
    return file;
  }

  /** The line in the file where it begins; 0 if unknown, as always before a profile is written. */
  public int startLine() {
    return startLine;
  }

  /** A 64-bit hash of origin, name and file, the same in every JVM. */
  public long contentHash() {
    return contentHash;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Function)) {
      return false;
    }
    Function that = (Function) other;
    return contentHash == that.contentHash
        && origin == that.origin
        && name.equals(that.name)
        && file.equals(that.file);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(contentHash);
  }

  @Override
  public String toString() {
    return name;
  }
}
