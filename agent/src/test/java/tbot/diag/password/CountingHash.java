package tbot.diag.password;

import java.nio.charset.StandardCharsets;

/** A hash that is fast, and counts how often it is computed. */
public final class CountingHash extends PasswordHash {

  private final String password;
  private int computed;

  public CountingHash(String password) {
    this.password = password;
  }

  @Override
  public boolean matches(byte[] candidate) {
    computed++;
    return password.equals(new String(candidate, StandardCharsets.UTF_8));
  }

  @Override
  public String text() {
    throw new AssertionError("not to be written");
  }

  /** How often it was. */
  public int computed() {
    return computed;
  }
}
