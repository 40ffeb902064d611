package tbot.diag.config.option;

/** Paths of URLs, each from its slash on; may be none. */
final class UrlPathsOption extends ListOption<String> {

  UrlPathsOption(String key) {
    super(key, ",;");
  }

  @Override
  String parse(String text) {
    boolean valid = text.startsWith("/");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      valid &= c > ' ' && c < 0x7f && "?#%*\\".indexOf(c) < 0;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "\"" + text + "\": use paths such as /livez,/readyz, or nothing for none");
    }
    return text;
  }

  @Override
  boolean mayBeEmpty() {
    return true;
  }

  /** Agent arguments are separated by commas, and no key begins with a slash. */
  @Override
  public boolean isContinuedBy(String argument) {
    return argument.startsWith("/");
  }
}
