package tbot.diag.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Digests of tokens, which are compared in constant time. Immutable. */
final class Tokens {

  private static final int MIN_LENGTH = 16;

  private final List<byte[]> digests;

  private Tokens(List<byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads a token from each line.
   *
   * @throws IllegalArgumentException with one line, without any of the content
   */
  static Tokens parse(byte[] content) {
    List<byte[]> digests = new ArrayList<byte[]>();
    SecretLines.forEach(
        content,
        line -> {
          require(line);
          digests.add(digest(line));
        });
    if (digests.isEmpty()) {
      throw new IllegalArgumentException("no token in it; a line is a token");
    }
    return new Tokens(digests);
  }

  private static void require(String token) {
    boolean valid = token.length() >= MIN_LENGTH;
    for (int i = 0; i < token.length(); i++) {
      valid &= token.charAt(i) > ' ' && token.charAt(i) < 0x7f;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "not a token: at least " + MIN_LENGTH + " characters of ASCII, without blanks");
    }
  }

  boolean contains(String token) {
    byte[] digest = digest(token);
    boolean found = false;
    for (byte[] one : digests) {
      found |= MessageDigest.isEqual(one, digest);
    }
    return found;
  }

  private static byte[] digest(String token) {
    return Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8));
  }
}
