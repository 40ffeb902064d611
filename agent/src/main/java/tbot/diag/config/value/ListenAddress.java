package tbot.diag.config.value;

/** Where to listen: {@link HostPort} or {@link UnixPath}. */
public abstract class ListenAddress {

  ListenAddress() {}

  /**
   * Parses an address; looks up nothing.
   *
   * @throws IllegalArgumentException if it has none of the forms; the message is one line with the
   *     text, what is wrong with it and what is valid
   */
  public static ListenAddress parse(String text) {
    return text.startsWith(UnixPath.PREFIX) ? UnixPath.parse(text) : HostPort.parse(text);
  }

  /** The address as the options write it. */
  @Override
  public abstract String toString();
}
