package demo.bot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines from a client. One with a terminal sends each key and shows nothing by itself, so
 * this echoes, and knows backspace, Ctrl-C (drop the line) and Ctrl-D (the end).
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
   * Reads from a stream.
   *
   * @param echo the client's terminal, or null if it has none
   */
  LineReader(InputStream in, PrintStream echo) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.echo = echo;
  }

  /** The next line without its end, or null at the end of the input. */
  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int key = in.read();
      boolean secondHalf = key == '\n' && afterCarriageReturn;
      afterCarriageReturn = key == '\r';
      if (secondHalf) {
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
