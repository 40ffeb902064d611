package tbot.diag.pprof.flamegraph;

import java.io.IOException;
import java.io.Writer;

/**
 * Writes one JSON value that is safe inside of a script element: names of a host can hold anything,
 * so no {@code <} is written as such.
 */
final class JsonOutput {

  private static final String HEX = "0123456789abcdef";

  private final Writer out;
  private boolean separated = true;

  /**
   * Begins with nothing written.
   *
   * @param out neither flushed nor closed
   */
  JsonOutput(Writer out) {
    this.out = out;
  }

  /** Opens an object or an array. */
  JsonOutput open(char bracket) throws IOException {
    separate();
    out.write(bracket);
    separated = true;
    return this;
  }

  /** Closes an object or an array. */
  JsonOutput close(char bracket) throws IOException {
    out.write(bracket);
    separated = false;
    return this;
  }

  /** Writes a key of an object; its value follows. */
  JsonOutput key(String key) throws IOException {
    text(key);
    out.write(':');
    separated = true;
    return this;
  }

  /** Writes a number. */
  JsonOutput number(long value) throws IOException {
    separate();
    out.write(Long.toString(value));
    return this;
  }

  /** Writes a text. */
  JsonOutput text(String text) throws IOException {
    separate();
    out.write('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        out.write(c);
      } else {
        out.write("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.write(HEX.charAt(c >> shift & 0xf));
        }
      }
    }
    out.write('"');
    return this;
  }

  /** Not the characters of markup and of JSON itself, nor what UTF-8 or a script may not hold. */
  private static boolean isPlain(char c) {
    return c >= ' '
        && "\"\\<>&\u2028\u2029".indexOf(c) < 0
        && !Character.isISOControl(c)
        && !Character.isSurrogate(c);
  }

  private void separate() throws IOException {
    if (!separated) {
      out.write(',');
    }
    separated = false;
  }
}
