package tbot.diag.pprof.profile;

import tbot.diag.profiling.stack.CallStack;

/** A key with a text, which tells samples of one stack apart. Equal by content. */
public final class Label {

  private final String key;
  private final String value;
  private final long sizeBytes;

  public Label(String key, String value) {
    this(key, value, 0);
  }

  private Label(String key, String value, long sizeBytes) {
    this.key = key;
    this.value = value;
    this.sizeBytes = sizeBytes;
  }

  /**
   * The same, and beside it the size of each object, which goes out as a numeric label {@code
   * bytes}, as in Go.
   */
  Label sized(long bytes) {
    return new Label(key, value, bytes);
  }

  /** The size of each object, 0 for none. */
  public long sizeBytes() {
    return sizeBytes;
  }

  public String key() {
    return key;
  }

  public String value() {
    return value;
  }

  /**
   * Whether it names a class, of what was allocated or waited for, that the stack does not show by
   * itself. Of what the heap holds, the class is all there is of a stack.
   */
  public boolean namesClassBeside(CallStack stack) {
    return key.equals("class")
        && !(stack.depth() == 1 && stack.frame(0).function().name().equals(value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Label
        && sizeBytes == ((Label) other).sizeBytes
        && key.equals(((Label) other).key)
        && value.equals(((Label) other).value);
  }

  @Override
  public int hashCode() {
    return (key.hashCode() * 31 + value.hashCode()) * 31 + Long.hashCode(sizeBytes);
  }
}
