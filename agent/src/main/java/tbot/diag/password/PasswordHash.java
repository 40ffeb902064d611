package tbot.diag.password;

/** A salted hash of a password, which takes long to compute on purpose. Immutable. */
public abstract class PasswordHash {

  /** Cost of bcrypt by default: some 60 ms. A cost of one more takes twice as long. */
  public static final int BCRYPT_COST = 10;

  /** Rounds of PBKDF2 by default, from OWASP's Password Storage Cheat Sheet for SHA-512. */
  public static final int PBKDF2_ROUNDS = 210_000;

  PasswordHash() {}

  /**
   * Reads a hash as files have it: of bcrypt, {@code $2y$10$...}, also {@code 2a} and {@code 2b};
   * or of PBKDF2, {@code $pbkdf2-sha512$ROUNDS$SALT$HASH} or {@code sha256}, salt and hash in
   * Base64 without padding and with {@code .} instead of {@code +}. Both are as Python's passlib
   * writes them, the first also as {@code htpasswd -B} does.
   *
   * @throws IllegalArgumentException with what is wrong and what is valid in one line, without the
   *     hash
   */
  public static PasswordHash parse(String text) {
    if (text.startsWith(Pbkdf2Hash.PREFIX)) {
      return Pbkdf2Hash.of(text);
    }
    if (text.startsWith(BcryptHash.PREFIX)) {
      return BcryptHash.of(text);
    }
    throw new IllegalArgumentException(
        "not a hash of bcrypt ($2y$..., as by htpasswd -B) or PBKDF2 ($pbkdf2-sha512$...);"
            + " the command hash-password makes both");
  }

  /**
   * Hashes a password by bcrypt, with a salt of its own.
   *
   * @param password in UTF-8, of 1 to 72 bytes
   * @param cost the binary logarithm of the rounds, 4 to 14
   * @throws IllegalArgumentException with one line if either is not valid
   */
  public static PasswordHash bcrypt(byte[] password, int cost) {
    return BcryptHash.make(password, cost);
  }

  /**
   * Hashes a password by PBKDF2 with SHA-512, with a salt of its own.
   *
   * @param password in UTF-8, of at least one byte
   * @param rounds 1,000 to 2,000,000
   * @throws IllegalArgumentException with one line if either is not valid
   */
  public static PasswordHash pbkdf2(byte[] password, int rounds) {
    return Pbkdf2Hash.make(password, rounds);
  }

  /** Whether this is the hash of a password in UTF-8. Takes as long for a wrong one. */
  public abstract boolean matches(byte[] password);

  /** The hash as files have it. Not {@code toString}, which log lines might use. */
  public abstract String text();

  static void requirePassword(byte[] password) {
    if (password.length == 0) {
      throw new IllegalArgumentException("the password is empty");
    }
  }
}
