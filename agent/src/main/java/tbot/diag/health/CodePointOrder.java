package tbot.diag.health;

import java.util.Comparator;

/**
 * The order in which Go sorts the keys of a JSON object: that of their bytes in UTF-8, which is
 * that of the code points. Java's own order puts surrogates before U+E000 to U+FFFF.
 */
final class CodePointOrder implements Comparator<String> {

  @Override
  public int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        return rank(left.charAt(i)) - rank(right.charAt(i));
      }
    }
    return left.length() - right.length();
  }

  /** Moves the surrogates behind all other characters. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
