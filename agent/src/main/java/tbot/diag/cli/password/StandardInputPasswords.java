package tbot.diag.cli.password;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Standard input, a line for each password: a pipe, a file or a terminal. Unlike the JVM's console,
 * it takes the bytes as they are, whatever the locale, and works when the output goes into a file.
 */
final class StandardInputPasswords implements PasswordSource {

  private static final int MAX_BYTES = 4096;

  private final InputStream in;
  private final boolean terminal;

  StandardInputPasswords(InputStream in, boolean terminal) {
    this.in = in;
    this.terminal = terminal;
  }

  /** Switches the echo off, until the JVM ends, if standard input is a terminal. */
  static StandardInputPasswords open() {
    boolean terminal = stty("-echo");
    if (terminal) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stty("echo")));
    }
    return new StandardInputPasswords(System.in, terminal);
  }

  /** Whether the command succeeded: on a terminal, where the system has it. */
  private static boolean stty(String argument) {
    try {
      Process process =
          new ProcessBuilder("stty", argument)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public byte[] read(String prompt) throws IOException {
    prompt(prompt);
    byte[] line = readLine();
    prompt("\n");
    return line;
  }

  /** On standard error: the output is for the hash. */
  private void prompt(String text) {
    if (terminal) {
      System.err.print(text);
      System.err.flush();
    }
  }

  private byte[] readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      throw new EOFException("the input is empty");
    }
    while (b >= 0 && b != '\n') {
      line.write(b);
      if (line.size() > MAX_BYTES) {
        throw new IOException("a line of more than " + MAX_BYTES + " bytes");
      }
      b = in.read();
    }
    byte[] bytes = line.toByteArray();
    int length =
        bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public boolean isTyped() {
    return terminal;
  }
}
