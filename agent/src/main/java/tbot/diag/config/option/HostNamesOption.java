package tbot.diag.config.option;

import java.util.Locale;

/** Names of hosts, in lower case, without ports. */
final class HostNamesOption extends ListOption<String> {

  private static final int MAX_LENGTH = 253;

  HostNamesOption(String key) {
    super(key, ",;");
  }

  @Override
  String parse(String text) {
    boolean valid =
        !text.isEmpty()
            && text.length() <= MAX_LENGTH
            && text.charAt(0) != '.'
            && !text.endsWith(".");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      valid &= c == '.' || c == '-' || c == '_' || (c < 0x7f && Character.isLetterOrDigit(c));
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "\"" + text + "\": use a host name, such as bot.example.com, without a port");
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
