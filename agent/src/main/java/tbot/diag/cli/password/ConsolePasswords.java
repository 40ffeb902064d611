package tbot.diag.cli.password;

import java.io.Console;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The console of the JVM, for systems without {@code stty}. */
final class ConsolePasswords implements PasswordSource {

  private final Console console;

  private ConsolePasswords(Console console) {
    this.console = console;
  }

  /** The console; null if there is none. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal is for the versions that always have one
  static ConsolePasswords open() {
    Console console = System.console();
    return console != null && isTerminal(console) ? new ConsolePasswords(console) : null;
  }

  /** From Java 22 on, there may be a console without a terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  @Override
  public byte[] read(String prompt) throws IOException {
    char[] password = console.readPassword("%s", prompt);
    if (password == null) {
      throw new EOFException("the input has ended");
    }
    return new String(password).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isTyped() {
    return true;
  }
}
