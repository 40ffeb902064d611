package demo.bot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines from a client. If the client has a terminal, that sends each key and shows nothing by
 * itself. So the reader echoes the keys, and handles backspace, Ctrl-C (drops the line) and Ctrl-D
 * (ends the input).
 */
final class LineReader {

  private static final int MAX_LENGTH = 4096;
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;

  private final Reader in;
  private final PrintStream echo;
  private boolean afterCarriageReturn;

  /**
   * Reads from a stream in UTF-8.
   *
   * @param echo the client's terminal, or null if it has none
   */
  LineReader(InputStream in, PrintStream echo) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.echo = echo;
  }

  /** Returns the next line without its line end, at most 4,096 characters; null at the end. */
  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int key = in.read();
      boolean endOfCrLf = key == '\n' && afterCarriageReturn;
      afterCarriageReturn = key == '\r';
      if (endOfCrLf) {
        continue;
      }
      if (key < 0 || (key == CTRL_D && line.isEmpty())) {
        show("\n");
        return line.isEmpty() ? null : line.toString();
      } else if (key == '\r' || key == '\n') {
        show("\n");
        return line.toString();
      } else if (key == CTRL_C) {
        show("^C\n");
        return "";
      } else if (key == BACKSPACE || key == DELETE) {
        if (!line.isEmpty()) {
          line.setLength(line.length() - 1);
          show("\b \b");
        }
      } else if (key >= ' ' && line.length() < MAX_LENGTH) {
        line.append((char) key);
        show(Character.toString(key));
      }
    }
  }

  private void show(String text) {
    if (echo != null) {
      echo.print(text);
      echo.flush();
    }
  }
}
