package tbot.diag.pprof.profile;

/** What a value of a profile counts, and in which unit. */
public final class ValueType {

  private final String type;
  private final String unit;

  public ValueType(String type, String unit) {
    this.type = type;
    this.unit = unit;
  }

  public String type() {
    return type;
  }

  public String unit() {
    return unit;
  }
}
