package tbot.diag.pprof.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A buffered text or page. Readers of both skip white space before the content. */
final class TextBody extends ProfileBody {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final OutputStream out;
  private boolean padded;

  /**
   * Begins the stream.
   *
   * @param out closed with this stream
   */
  TextBody(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
  }

  @Override
  public void keepAlive() throws IOException {
    out.write(' ');
    out.flush();
    padded = true;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    endPadding();
    out.write(bytes, offset, count);
  }

  private void endPadding() throws IOException {
    if (padded) {
      out.write('\n');
      padded = false;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    endPadding();
    out.close();
  }

  @Override
  public void release() {}
}
