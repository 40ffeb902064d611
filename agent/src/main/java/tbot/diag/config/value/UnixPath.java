package tbot.diag.config.value;

import java.io.File;

/** The path of a Unix domain socket: {@code unix:/run/bot/diag.sock}. */
public final class UnixPath extends ListenAddress {

  static final String PREFIX = "unix:";

  private final String path;

  private UnixPath(String path) {
    this.path = path;
  }

  /**
   * Parses {@code unix:/run/bot/diag.sock}.
   *
   * @throws IllegalArgumentException as {@link ListenAddress#parse}
   */
  public static UnixPath parse(String text) {
    String path = text.substring(PREFIX.length());
    for (int i = 0; i < path.length(); i++) {
      if (Character.isISOControl(path.charAt(i))) {
        throw invalid(text, "a control character in the path");
      }
    }
    if (!path.startsWith("/")) {
      throw invalid(text, "the path is not absolute");
    }
    if (path.endsWith("/")) {
      throw invalid(text, "the path is that of a directory");
    }
    return new UnixPath(path);
  }

  private static IllegalArgumentException invalid(String text, String problem) {
    return new IllegalArgumentException(
        '"' + text + "\": " + problem + "; use unix:/path/of/a.sock");
  }

  /** The absolute path. */
  public File file() {
    return new File(path);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnixPath && ((UnixPath) other).path.equals(path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return PREFIX + path;
  }
}
