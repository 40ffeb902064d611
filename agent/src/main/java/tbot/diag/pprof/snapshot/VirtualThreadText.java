package tbot.diag.pprof.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;

/** Writes the lines of virtual threads, of as many as there is room for. */
final class VirtualThreadText implements Consumer<List<String>> {

  private final Writer writer;
  private final long maxChars;
  private long chars;
  private long leftOut;

  /**
   * Nothing is written yet.
   *
   * @param maxChars after this the thread that is being written is the last
   */
  VirtualThreadText(Writer writer, long maxChars) {
    this.writer = writer;
    this.maxChars = maxChars;
  }

  @Override
  public void accept(List<String> thread) {
    if (chars >= maxChars) {
      leftOut++;
      return;
    }
    try {
      for (String line : thread) {
        writer.write(line + "\n");
        chars += line.length() + 1;
      }
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says how many threads there was no room for. */
  void end() throws IOException {
    if (leftOut > 0) {
      writer.write("The dump is too long: " + leftOut + " virtual threads are left out.\n");
    }
  }
}
