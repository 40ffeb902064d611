package tbot.diag.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.KeySpec;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A hash of PBKDF2 with HMAC, computed by the JDK. */
final class Pbkdf2Hash extends PasswordHash {

  static final String PREFIX = "$pbkdf2-";

  private static final String FORM =
      "not a whole hash of PBKDF2: $pbkdf2-sha512$ROUNDS$SALT$HASH, or the same with sha256";

  private static final int MIN_ROUNDS = 1_000;

  /** Take some two seconds. More would keep others waiting who log in. */
  private static final int MAX_ROUNDS = 2_000_000;

  private static final int MIN_SALT_BYTES = 8;
  private static final int NEW_SALT_BYTES = 16;

  /** The digest, as the text names it, and its length. */
  private enum Digest {
    SHA256(32),
    SHA512(64);

    private final int bytes;

    Digest(int bytes) {
      this.bytes = bytes;
    }
  }

  private final Digest digest;
  private final int rounds;
  private final byte[] salt;
  private final byte[] hash;

  private Pbkdf2Hash(Digest digest, int rounds, byte[] salt, byte[] hash) {
    this.digest = digest;
    this.rounds = rounds;
    this.salt = salt;
    this.hash = hash;
  }

  static Pbkdf2Hash of(String text) {
    String[] parts = text.substring(PREFIX.length()).split("\\$", -1);
    Digest digest =
        parts[0].equals("sha512")
            ? Digest.SHA512
            : parts[0].equals("sha256") ? Digest.SHA256 : null;
    if (digest == null || parts.length != 4) {
      throw new IllegalArgumentException(FORM);
    }
    factory(digest);
    byte[] salt = decode(parts[2]);
    byte[] hash = decode(parts[3]);
    if (salt.length < MIN_SALT_BYTES || hash.length != digest.bytes) {
      throw new IllegalArgumentException(FORM);
    }
    return new Pbkdf2Hash(digest, rounds(parts[1]), salt, hash);
  }

  private static int rounds(String digits) {
    int rounds;
    try {
      rounds = Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(FORM, e);
    }
    requireRounds(rounds);
    return rounds;
  }

  private static void requireRounds(int rounds) {
    if (rounds < MIN_ROUNDS || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException(
          rounds + " rounds of PBKDF2; use " + MIN_ROUNDS + " to " + MAX_ROUNDS);
    }
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text.replace('.', '+'));
    } catch (IllegalArgumentException e) {
      // Its message has a character of the hash.
      throw new IllegalArgumentException(FORM);
    }
  }

  static Pbkdf2Hash make(byte[] password, int rounds) {
    requireRounds(rounds);
    requirePassword(password);
    byte[] salt = new byte[NEW_SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new Pbkdf2Hash(
        Digest.SHA512, rounds, salt, compute(Digest.SHA512, rounds, salt, password));
  }

  @Override
  public boolean matches(byte[] password) {
    // No hash is of an empty password, which some providers of PBKDF2 do not take.
    return password.length > 0
        && MessageDigest.isEqual(compute(digest, rounds, salt, password), hash);
  }

  private static byte[] compute(Digest digest, int rounds, byte[] salt, byte[] password) {
    char[] characters = new String(password, StandardCharsets.UTF_8).toCharArray();
    KeySpec key = new PBEKeySpec(characters, salt, rounds, 8 * digest.bytes);
    try {
      return factory(digest).generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PBKDF2 failed: " + e, e);
    }
  }

  private static SecretKeyFactory factory(Digest digest) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("this JVM has no PBKDF2WithHmac" + digest, e);
    }
  }

  @Override
  public String text() {
    return PREFIX
        + (digest == Digest.SHA512 ? "sha512" : "sha256")
        + '$'
        + rounds
        + '$'
        + encode(salt)
        + '$'
        + encode(hash);
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes).replace('+', '.');
  }
}
