package tbot.diag.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Standard output. It remembers a failure, which Java's printers keep to themselves. */
public final class ResultStream extends OutputStream {

  private static final Path LINK = Paths.get("/proc/self/fd/1");

  private final OutputStream out;
  private volatile IOException failure;

  ResultStream(OutputStream out) {
    this.out = out;
  }

  /** Puts one in place of {@link System#out}. */
  public static ResultStream install() {
    ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(results));
    return results;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Why results are lost; null if none are, or if their reader wanted no more of them. */
  public String loss() {
    return failure == null || isReaderGone() ? null : String.valueOf(failure.getMessage());
  }

  /** The messages of the system may be in any language, so it goes by what was written to. */
  private boolean isReaderGone() {
    try {
      String target = Files.readSymbolicLink(LINK).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException e) {
      return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }
  }
}
