package demo.bot;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Ends lines as a terminal in raw mode needs it: with a carriage return before the line feed. */
final class TerminalOutput extends FilterOutputStream {

  TerminalOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    if (b == '\n') {
      out.write('\r');
    }
    out.write(b);
  }
}
