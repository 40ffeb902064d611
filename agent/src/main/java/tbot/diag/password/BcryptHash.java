package tbot.diag.password;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;

/** A hash of bcrypt. */
final class BcryptHash extends PasswordHash {

  static final String PREFIX = "$2";

  private static final int LENGTH = 60;
  private static final int MAX_PASSWORD_BYTES = 72;

  /** 14 takes a second. More would keep others waiting who log in. */
  private static final int MIN_COST = 4;

  private static final int MAX_COST = 14;

  private final String text;
  private final BCrypt.Version version;

  private BcryptHash(String text, BCrypt.Version version) {
    this.text = text;
    this.version = version;
  }

  static BcryptHash of(String text) {
    BCrypt.Version version = version(text);
    if (version == null || text.length() != LENGTH || !hasItsAlphabet(text)) {
      throw new IllegalArgumentException(
          "not a whole hash of bcrypt: $2y$, the cost in two digits, $ and 53 characters");
    }
    requireCost(10 * (text.charAt(4) - '0') + text.charAt(5) - '0');
    return new BcryptHash(text, version);
  }

  private static BCrypt.Version version(String text) {
    if (text.startsWith("$2y$")) {
      return BCrypt.Version.VERSION_2Y;
    }
    if (text.startsWith("$2b$")) {
      return BCrypt.Version.VERSION_2B;
    }
    return text.startsWith("$2a$") ? BCrypt.Version.VERSION_2A : null;
  }

  private static boolean hasItsAlphabet(String text) {
    boolean valid = text.charAt(6) == '$';
    for (int i = 4; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      valid &= i == 6 || digit || (i > 6 && isLetterDotOrSlash(c));
    }
    return valid;
  }

  private static boolean isLetterDotOrSlash(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '/';
  }

  static BcryptHash make(byte[] password, int cost) {
    requireCost(cost);
    requirePassword(password);
    if (password.length > MAX_PASSWORD_BYTES) {
      throw new IllegalArgumentException(
          "the password has "
              + password.length
              + " bytes, and bcrypt takes the first "
              + MAX_PASSWORD_BYTES
              + " only; use a shorter one, or --pbkdf2");
    }
    byte[] text = BCrypt.with(BCrypt.Version.VERSION_2Y).hash(cost, password);
    return of(new String(text, StandardCharsets.US_ASCII));
  }

  private static void requireCost(int cost) {
    if (cost < MIN_COST || cost > MAX_COST) {
      throw new IllegalArgumentException(
          "a cost of " + cost + " for bcrypt; use " + MIN_COST + " to " + MAX_COST);
    }
  }

  /** Of a password that is too long, the beginning counts, as everywhere with bcrypt. */
  @Override
  public boolean matches(byte[] password) {
    return BCrypt.verifyer(version, LongPasswordStrategies.truncate(version))
        .verify(password, text.getBytes(StandardCharsets.US_ASCII))
        .verified;
  }

  @Override
  public String text() {
    return text;
  }
}
