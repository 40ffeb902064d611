package tbot.diag.config.value;

/** What a check asks: {@link MethodTarget} or {@link TcpTarget}. Immutable. */
public abstract class CheckTarget {

  CheckTarget() {}

  /**
   * Parses a target.
   *
   * @throws IllegalArgumentException if it has none of the forms; the message says what is wrong,
   *     and has neither the text nor what is valid
   */
  static CheckTarget parse(String text) {
    return text.startsWith(TcpTarget.PREFIX)
        ? TcpTarget.parse(text.substring(TcpTarget.PREFIX.length()))
        : MethodTarget.parse(text);
  }

  /** The target as the options write it. */
  @Override
  public abstract String toString();

  @Override
  public final boolean equals(Object other) {
    return other instanceof CheckTarget && other.toString().equals(toString());
  }

  @Override
  public final int hashCode() {
    return toString().hashCode();
  }
}
