package tbot.diag.config;

import tbot.diag.files.RandomDigits;

/**
 * The token of a session: hexadecimal digits that nobody can guess. The first eight name the
 * session and are no secret.
 */
public final class SessionToken {

  private static final int BYTES = 36;

  private SessionToken() {}

  /** A new one. */
  public static String create() {
    return RandomDigits.of(BYTES);
  }

  /**
   * The token as an agent argument has it.
   *
   * @throws IllegalArgumentException if it is not one, without the text
   */
  static String require(String text) {
    boolean valid = text != null && text.length() == 2 * BYTES;
    for (int i = 0; valid && i < text.length(); i++) {
      valid = Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 128;
    }
    if (!valid) {
      throw new IllegalArgumentException("session: not a token of " + 2 * BYTES + " digits");
    }
    return text;
  }
}
