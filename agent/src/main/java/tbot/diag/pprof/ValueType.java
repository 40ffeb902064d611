package tbot.diag.pprof;

/** What a value of a profile counts, and in which unit. */
final class ValueType {

  private final String type;
  private final String unit;

  ValueType(String type, String unit) {
    this.type = type;
    this.unit = unit;
  }

  String type() {
    return type;
  }

  String unit() {
    return unit;
  }
}
