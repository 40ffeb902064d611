package tbot.diag.health;

/** A string in quotes, as Go's {@code strconv.Quote} and the verb {@code %q} write it. */
final class GoQuote {

  private final StringBuilder out = new StringBuilder();

  private GoQuote() {}

  static String of(String text) {
    GoQuote quote = new GoQuote();
    quote.out.append('"');
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      quote.append(text.codePointAt(i));
    }
    return quote.out.append('"').toString();
  }

  private void append(int c) {
    int control = c < ' ' ? "\u0007\b\f\n\r\t\u000b".indexOf(c) : -1;
    if (c == '"' || c == '\\') {
      out.append('\\').append((char) c);
    } else if (control >= 0) {
      out.append('\\').append("abfnrtv".charAt(control));
    } else if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else if (c < 0x80) {
      appendHex("\\x", c, 2);
    } else if (c < 0x10000) {
      appendHex("\\u", c, 4);
    } else {
      appendHex("\\U", c, 8);
    }
  }

  private void appendHex(String prefix, int c, int digits) {
    out.append(prefix);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(Character.forDigit((c >> shift) & 0xf, 16));
    }
  }

  /** Letters, marks, numbers, punctuation, symbols and the blank of ASCII. */
  private static boolean isPrintable(int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.SURROGATE:
      case Character.PRIVATE_USE:
      case Character.UNASSIGNED:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
        return false;
      case Character.SPACE_SEPARATOR:
        return c == ' ';
      default:
        return true;
    }
  }
}
