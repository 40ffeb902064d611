package tbot.diag.pprof.profile;

/** The meaning of a value of a profile and its unit, in pprof's words. */
public final class ValueType {

  private final String type;
  private final String unit;

  public ValueType(String type, String unit) {
    this.type = type;
    this.unit = unit;
  }

  /** What it counts, such as {@code cpu} or {@code alloc_space}. */
  public String type() {
    return type;
  }

  /** {@code nanoseconds}, {@code bytes} or {@code count}. */
  public String unit() {
    return unit;
  }
}
