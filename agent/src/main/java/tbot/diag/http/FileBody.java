package tbot.diag.http;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import tbot.diag.log.Log;

/** A part of a file, read while it is sent. */
final class FileBody implements Body {

  private final FileChannel file;
  private final Closeable release;
  private long position;
  private long remaining;

  FileBody(FileChannel file, long position, long count, Closeable release) {
    this.file = file;
    this.release = release;
    this.position = position;
    remaining = count;
  }

  @Override
  public long remaining() {
    return remaining;
  }

  @Override
  public void peek(ByteBuffer into) throws IOException {
    int limit = into.limit();
    into.limit(into.position() + (int) Math.min(into.remaining(), remaining));
    long next = position;
    while (into.hasRemaining()) {
      int count = file.read(into, next);
      if (count < 0) {
        throw new EOFException("the file of an answer is shorter than it was");
      }
      next += count;
    }
    into.limit(limit);
  }

  @Override
  public void skip(int count) {
    position += count;
    remaining -= count;
  }

  @Override
  public void close() {
    try {
      release.close();
    } catch (IOException e) {
      Log.debug("the file of an answer could not be closed: " + e);
    }
  }
}
