package tbot.diag.config;

/** A handler method named by the user, {@code Class#method}. */
public final class HandlerSpec {

  private final String text;

  private HandlerSpec(String text) {
    this.text = text;
  }

  /**
   * Reads {@code Class#method} or {@code Class#method(types)}.
   *
   * @throws IllegalArgumentException if the text is no such name
   */
  public static HandlerSpec parse(String text) {
    int hash = text.indexOf('#');
    if (hash <= 0 || hash == text.length() - 1) {
      throw new IllegalArgumentException(
          '"' + text + "\": not a method; use Class#method or Class#method(types)");
    }
    return new HandlerSpec(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HandlerSpec && ((HandlerSpec) other).text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
