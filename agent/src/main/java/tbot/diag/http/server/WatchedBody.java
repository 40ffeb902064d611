package tbot.diag.http.server;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The body of a response, with a deadline for each piece that the client must take. */
final class WatchedBody extends FilterOutputStream {

  private final RequestWatch watch;

  WatchedBody(OutputStream out, RequestWatch watch) {
    super(out);
    this.watch = watch;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    watch.writeBegins();
    try {
      out.write(bytes, offset, length);
    } finally {
      watch.writeEnds();
    }
  }

  @Override
  public void flush() throws IOException {
    watch.writeBegins();
    try {
      out.flush();
    } finally {
      watch.writeEnds();
    }
  }

  @Override
  public void close() throws IOException {
    watch.writeBegins();
    try {
      out.close();
    } finally {
      watch.writeEnds();
    }
  }
}
