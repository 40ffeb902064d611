package tbot.diag.files;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandom;

/** Hexadecimal digits that nobody can guess. */
public final class RandomDigits {

  private RandomDigits() {}

  /**
   * New digits, two for each byte. Reads from the system, which is cheaper for a host than {@code
   * SecureRandom} with its providers.
   *
   * @param bytes how many random bytes are in them
   */
  public static String of(int bytes) {
    byte[] random = new byte[bytes];
    try (DataInputStream in = new DataInputStream(new FileInputStream("/dev/urandom"))) {
      in.readFully(random);
    } catch (IOException e) {
      new SecureRandom().nextBytes(random);
    }
    StringBuilder digits = new StringBuilder(2 * bytes);
    for (byte b : random) {
      digits.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return digits.toString();
  }
}
