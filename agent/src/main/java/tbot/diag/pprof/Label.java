package tbot.diag.pprof;

/** A key with a text, which tells samples of one stack apart. Equal by content. */
final class Label {

  private final String key;
  private final String value;

  Label(String key, String value) {
    this.key = key;
    this.value = value;
  }

  String key() {
    return key;
  }

  String value() {
    return value;
  }

  /** Whether it names the class of what was allocated or waited for. */
  boolean namesClass() {
    return key.equals("class");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Label
        && key.equals(((Label) other).key)
        && value.equals(((Label) other).value);
  }

  @Override
  public int hashCode() {
    return key.hashCode() * 31 + value.hashCode();
  }
}
