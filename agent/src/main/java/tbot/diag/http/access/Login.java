package tbot.diag.http.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A user and a password, and where they come from. */
final class Login {

  final String client;
  final String user;

  /** In UTF-8. */
  final byte[] password;

  private Login(String client, String user, byte[] password) {
    this.client = client;
    this.user = user;
    this.password = password;
  }

  /**
   * Reads the credentials of Basic authentication.
   *
   * @return null if they are not Base64 of {@code user:password}
   */
  static Login parse(String credentials, String client) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(credentials);
    } catch (IllegalArgumentException e) {
      return null;
    }
    int colon = 0;
    while (colon < bytes.length && bytes[colon] != ':') {
      colon++;
    }
    return colon == bytes.length
        ? null
        : new Login(
            client,
            new String(bytes, 0, colon, StandardCharsets.UTF_8),
            Arrays.copyOfRange(bytes, colon + 1, bytes.length));
  }
}
