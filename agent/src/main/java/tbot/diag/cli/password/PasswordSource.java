package tbot.diag.cli.password;

import java.io.IOException;

/** Where passwords come from. */
interface PasswordSource {

  /**
   * Reads the next password.
   *
   * @param prompt shown to a person who types it
   * @return in UTF-8
   * @throws IOException if there is none
   */
  byte[] read(String prompt) throws IOException;

  /** Whether a person types it, who does not see it. */
  boolean isTyped();

  /** The terminal if there is one, else standard input. */
  static PasswordSource find() {
    PasswordSource input = StandardInputPasswords.open();
    PasswordSource console = input.isTyped() ? null : ConsolePasswords.open();
    return console == null ? input : console;
  }
}
