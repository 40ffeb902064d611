package tbot.diag.bundle;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Bytes in a file that stays open.
 *
 * <p>Not a channel: if a thread that reads from a channel is interrupted, the channel is closed for
 * all threads, and the thread may be the host's.
 */
final class FileBytes implements JarBytes {

  private final RandomAccessFile file;

  /** Takes over a file, and closes it in {@link #close}. */
  FileBytes(RandomAccessFile file) {
    this.file = file;
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public synchronized void read(long at, byte[] into) throws IOException {
    file.seek(at);
    file.readFully(into);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
